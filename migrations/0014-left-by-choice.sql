-- Who has left the desk by choice is not brought back by opening a window, at whichever node that is.

alter table staff add column has_left boolean not null default false;
