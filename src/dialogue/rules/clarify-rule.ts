import { dialogueSettings } from '../dialogue-settings.ts';
import { joinSpeech, say } from '../step-context.ts';
import { answered, goOn, type Rule, type Turn } from '../turn.ts';
import { hasWording, localized } from '../wording/packs.ts';
import { handOff } from './hand-off.ts';

/** Not sure what was meant: the two best guesses as buttons; the second time in a row a person takes over. */
export function clarifyRule(turn: Turn): ReturnType<Rule['apply']> {
  const clarify = turn.input.commands.find((command) => command.kind === 'clarify');
  if (clarify?.kind !== 'clarify' && turn.input.commands.length > 0) return goOn(turn);
  const notUnderstood = turn.state.notUnderstood + 1;
  const counted = { ...turn, state: { ...turn.state, notUnderstood } };
  if (notUnderstood >= dialogueSettings.notUnderstoodLimit) {
    return { output: handOff({ ...counted, state: { ...counted.state, notUnderstood: 0 } }, 'not-understood') };
  }
  const intents = clarify?.kind === 'clarify' ? clarify.options.filter((intent) => hasWording(`intent.${intent}`)) : [];
  const guesses = intents.map((intent) => ({ label: localized(`intent.${intent}`), value: `intent:${intent}` }));
  const human = { label: localized('button.human'), value: 'intent:human.request' };
  const sayings = [say(guesses.length > 0 ? 'clarify.guess' : 'clarify.open')];
  const spoken = { ...counted, speech: joinSpeech(counted.speech, { sayings, buttons: [...guesses, human] }) };
  return { output: answered(spoken, 'not sure what was meant') };
}
