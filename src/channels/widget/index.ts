/** The chat window on the shop's own pages. */
export {
  loadWidgetSecrets,
  readIdentityToken,
  rotateWidgetSecret,
  signIdentityToken,
  type VerifiedIdentity,
  type WidgetSecrets,
  widgetSecret,
} from './identity-token.ts';
export { createWidgetChannel, widgetChannelId } from './widget-channel.ts';
