/** Numbers that a shop may want to change; one place, defaults as found good in the trade (two failures, then a person). */
export const dialogueSettings = {
  /** Below this the best intent is offered as a choice instead of being followed. */
  acceptConfidence: 0.4,
  /** From here on a message in the middle of a flow counts as a new wish although it might answer the open question. */
  digressionConfidence: 0.55,
  /** Messages not understood in a row, after which a person takes over. */
  notUnderstoodLimit: 2,
  /** Answers of low confidence in a row, after which a person takes over. */
  lowConfidenceLimit: 2,
  /** Times the same question may come again before a person takes over. */
  repeatedQuestionLimit: 2,
  /** Intensity from which an emotion changes the reply. */
  clearIntensity: 2,
  /** Clearly negative turns in a row, after which a person takes over. */
  negativeTurnLimit: 2,
  /** How many used wordings are remembered. */
  rememberedWordings: 24,
} as const;
