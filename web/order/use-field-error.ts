import { useTranslation } from "react-i18next";

/** What is wrong with a field, from the code of the check; a code without words of its own is simply not valid. */
export function useFieldError(): (code: string | undefined) => string | undefined {
  const { t, i18n } = useTranslation();
  return (code) => {
    if (!code) return undefined;
    const key = `fields.error.${code}`;
    return i18n.exists(key) ? t(key as "fields.error.invalid") : t("fields.error.invalid");
  };
}
