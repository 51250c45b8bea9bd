-- How many messages are under way at an endpoint is asked each time that some are taken, however many wait behind them.

create index webhook_deliveries_under_way on webhook_deliveries (shop_id, endpoint_id, lease_until) where lease_until is not null;
