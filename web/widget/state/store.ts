import { reduce, type WidgetAction } from './reduce.ts';
import { initialState, type WidgetState } from './widget-state.ts';

/** The one state of the window and those who look at it. */
export type Store = {
  get(): WidgetState;
  dispatch(action: WidgetAction): void;
  /** Calls back after each change, with the state before; returns how to stop. */
  subscribe(listener: (state: WidgetState, before: WidgetState) => void): () => void;
};

/** Makes the store of one window. */
export function createStore(start: WidgetState = initialState): Store {
  let state = start;
  const listeners = new Set<(state: WidgetState, before: WidgetState) => void>();
  return {
    get: () => state,
    dispatch: (action) => {
      const before = state;
      state = reduce(before, action);
      if (state !== before) for (const listener of [...listeners]) listener(state, before);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
