import tokens from '../ui/tokens.css?raw';
import banner from './styles/banner.css?raw';
import base from './styles/base.css?raw';
import card from './styles/card.css?raw';
import composer from './styles/composer.css?raw';
import form from './styles/form.css?raw';
import message from './styles/message.css?raw';
import panel from './styles/panel.css?raw';
import phone from './styles/phone.css?raw';

const styles = [tokens, base, panel, banner, message, card, form, composer, phone].join('\n');

/** Gives a shadow root its styles. A sheet made by script is not held back by the page's policy for style elements. */
export function applyStyles(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const element = document.createElement('style');
    element.textContent = styles;
    root.append(element);
  }
}
