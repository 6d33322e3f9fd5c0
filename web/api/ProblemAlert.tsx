import { Alert } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useProblemText } from "./use-problem-text.ts";

type Props = {
  error: unknown;
  /** The feature's own words, where it knows more than what the code says. */
  text?: string | undefined;
  children?: ReactNode;
};

/** What went wrong, in the operator's words, and the way on; nothing without an error. */
export function ProblemAlert({ error, text, children }: Props) {
  const problemText = useProblemText();
  if (!error) return null;
  return (
    <Alert
      color="red"
      icon={<IconAlertCircle size={18} />}
      title={text ?? problemText(error)}
      role="alert"
      p="sm"
    >
      {children}
    </Alert>
  );
}
