import type { Vocabulary } from './vocabulary.ts';

/** A trained linear model: reads a normalised text's features and scores every label. */
export type IntentModel = {
  /** What the model was made of; see `ModelOrigin`. */
  origin: ModelOrigin;
  labels: readonly string[];
  vocabulary: Vocabulary;
  /** Features with weights are the first `rows` of the vocabulary; the others only count towards a text's length. */
  rows: number;
  /** `rows` × labels, one feature after the other, each label's weights in its own scale. */
  weights: Int8Array;
  scales: Float32Array;
  biases: Float32Array;
  /** Divides margins before they become shares of confidence; learnt on texts that were held out. */
  temperature: number;
  outOfScope: OutOfScope | undefined;
};

/** A message's vector by an embedder, and the model that was trained with that embedder's vectors. */
export type EmbeddedReading = { intents: IntentModel; vector: Float32Array };

/** How a text that belongs to no label is known: its label, and what is added to that label's margin. */
export type OutOfScope = {
  label: string;
  /** Margin added so that about the wished share of texts in scope is refused, see `TrainingOptions.refusedShare`. */
  shift: number;
};

/** Where a model comes from; two models of one data hash and version are the same model. */
export type ModelOrigin = { version: number; dataHash: string; texts: number };

/** Changes with every change of features, training or file layout, so that stored models are built anew. */
export const modelVersion = 4;
