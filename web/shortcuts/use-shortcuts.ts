import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../access/use-me.ts";
import { isForPage, keyPressed, SHORTCUTS, type Shortcut } from "./keys.ts";

const OFF = "off";
const nameOf = (operatorId: string) => `portail-ae.shortcuts.${operatorId}`;

const listeners = new Set<() => void>();
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab of the same browser.
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

/** Whether the operator wants keys that act by themselves; remembered for each operator of this machine. */
export function useShortcutsChoice() {
  const operatorId = useMe().data?.id;
  const isOn = useSyncExternalStore(
    subscribe,
    () => operatorId !== undefined && localStorage.getItem(nameOf(operatorId)) !== OFF,
  );
  const choose = (on: boolean) => {
    if (operatorId === undefined) return;
    if (on) localStorage.removeItem(nameOf(operatorId));
    else localStorage.setItem(nameOf(operatorId), OFF);
    for (const listener of listeners) listener();
  };
  return { isOn, choose };
}

type Actions = { [Name in Exclude<Shortcut, "tab">]?: (() => void) | undefined } & {
  /** Given the place of the tab, from 0. */
  tab?: (index: number) => void;
};

/** Listens for these keys while the component stands. Keys that others take, or pressed while typing, do nothing. */
export function useShortcuts(actions: Actions): void {
  const { isOn } = useShortcutsChoice();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  // Before the page is painted: a key that is pressed as soon as it is seen counts.
  useLayoutEffect(() => {
    if (!isOn) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const key = keyPressed(event);
      const action = key && actionOf(latest.current, key);
      if (!action || !isForPage(event.target)) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [isOn]);
}

function actionOf({ tab, ...actions }: Actions, key: string): (() => void) | undefined {
  if (/^\d$/.test(key)) return tab && (() => tab(Number(key) - 1));
  for (const [name, action] of Object.entries(actions))
    if (SHORTCUTS[name as Shortcut] === key) return action;
  return undefined;
}

/**
 * How a control tells its key: to assistive technology, and in the words of its tooltip, after those it has already.
 * Nothing while the keys are switched off, or for a control without one.
 */
export function useShortcutHint(name: Shortcut | undefined, label = "") {
  const { t } = useTranslation();
  const { isOn } = useShortcutsChoice();
  if (!isOn || !name) return { keys: undefined, label };
  const key = SHORTCUTS[name].toUpperCase();
  return { keys: SHORTCUTS[name], label: label ? `${label} (${key})` : t("shortcuts.key", { key }) };
}
