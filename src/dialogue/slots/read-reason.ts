import { type IntentModel, predictIntents, trainModel } from '../../understanding/index.ts';
import examples from './reason-examples.json' with { type: 'json' };

/** What a reason is about, whatever a shop's list calls it. */
export type ReasonTopic = Exclude<keyof typeof examples, typeof noReason>;

/** Label of the examples that tell no reason ("我要退货", "退到微信"). */
const noReason = 'none';

/**
 * The reason that somebody gives in their own words ("肩膀那里紧", "买重了"), by a model trained on the examples beside this
 * file; undefined where the words give none or it is not sure enough. `confidence` is the least share of confidence.
 */
export function topicOf(text: string, confidence: number): ReasonTopic | undefined {
  const found = partsOf(text).flatMap((part) => {
    const best = predictIntents(model(), part)[0];
    const topic = topics.find((one) => one === best?.intent);
    return best === undefined || topic === undefined || best.confidence < confidence
      ? []
      : [{ topic, confidence: best.confidence }];
  });
  return found.toSorted((a, b) => b.confidence - a.confidence)[0]?.topic;
}

const topics = Object.keys(examples).filter((label): label is ReasonTopic => label !== noReason);

/** The whole and its clauses: a reason stands beside the wish ("大了一号,想退"). */
function partsOf(text: string): readonly string[] {
  const clauses = text
    .toLowerCase()
    .split(/[\n,.。;!?、\uff0c\uff1b]+|\s(?=\p{Script=Han})|(?<=\p{Script=Han})\s/u)
    .map((clause) => clause.trim())
    .filter((clause) => clause.length > 1 && clause.length <= longestClause);
  return [...new Set(clauses)].slice(0, mostClauses);
}

const longestClause = 90;
const mostClauses = 12;

let trained: IntentModel | undefined;

/** Trained at the first use, in a fraction of a second; the same examples give the same model. */
function model(): IntentModel {
  trained ??= trainModel(
    Object.entries(examples).flatMap(([label, texts]) => texts.map((text) => ({ text, label }))),
    { outOfScope: noReason, refusedShare: 0.02 },
  );
  return trained;
}
