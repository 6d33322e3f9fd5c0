import { useState } from "react";

export type Hold = {
  isHeld: boolean;
  setPointer: (isInside: boolean) => void;
  setKeys: (isInside: boolean) => void;
};

/** Whether the operator's hand is on the rows, by mouse or by keyboard: then they keep their places (LIST-8). */
export function useHold(): Hold {
  const [byPointer, setPointer] = useState(false);
  const [byKeys, setKeys] = useState(false);
  return { isHeld: byPointer || byKeys, setPointer, setKeys };
}
