import { createContext, useContext, useEffect, useRef } from 'react';

/** Wishes to whatever component can fulfil them; what is not on the screen does not hear them. */
export type DeskEvents = {
  'move-in-list': 1 | -1;
  'focus-reply': 'reply' | 'note';
  'open-canned': undefined;
  'focus-search': undefined;
  'open-transfer': undefined;
  'open-palette': undefined;
  'open-help': undefined;
  adopt: number;
  /** A suggestion that was put into the reply box; what became of it is told when the reply goes out. */
  adopted: { suggestionId: string; text: string };
  /** Text for the reply box: at the cursor. */
  insert: string;
};

type Listener<Name extends keyof DeskEvents> = (value: DeskEvents[Name]) => void;
type Listeners = { [Name in keyof DeskEvents]: Set<Listener<Name>> };

export type DeskBell = {
  ring<Name extends keyof DeskEvents>(name: Name, value: DeskEvents[Name]): void;
  on<Name extends keyof DeskEvents>(name: Name, listener: Listener<Name>): () => void;
};

/** Makes the one bell of the workspace. */
export function createDeskBell(): DeskBell {
  const listeners: Listeners = {
    'move-in-list': new Set(),
    'focus-reply': new Set(),
    'open-canned': new Set(),
    'focus-search': new Set(),
    'open-transfer': new Set(),
    'open-palette': new Set(),
    'open-help': new Set(),
    adopt: new Set(),
    adopted: new Set(),
    insert: new Set(),
  };
  return {
    ring: (name, value) => {
      for (const listener of listeners[name]) listener(value);
    },
    on: (name, listener) => {
      listeners[name].add(listener);
      return () => {
        listeners[name].delete(listener);
      };
    },
  };
}

export const DeskBellContext = createContext<DeskBell>(createDeskBell());

/** Rings a wish. */
export function useRing(): DeskBell['ring'] {
  return useContext(DeskBellContext).ring;
}

/** Fulfils a wish while the component is on the screen. */
export function useDeskEvent<Name extends keyof DeskEvents>(name: Name, listener: Listener<Name>): void {
  const bell = useContext(DeskBellContext);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => bell.on(name, (value) => latest.current(value)), [bell, name]);
}
