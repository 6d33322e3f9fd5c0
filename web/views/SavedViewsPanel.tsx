import { Button, Divider, Loader } from "@mantine/core";
import { IconBookmarkPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SavedView } from "../../domain/views/saved-views-api.ts";
import { ProblemAlert } from "../api/ProblemAlert.tsx";
import { savedViewsOptions } from "./queries.ts";
import { SavedViewLine } from "./SavedViewLine.tsx";
import classes from "./SavedViews.module.css";
import { isSameSearch, searchToSave, type ViewedList } from "./view-address.ts";

type Props = {
  list: ViewedList;
  search: Record<string, unknown>;
  onClose: () => void;
  onSave: () => void;
  onDelete: (view: SavedView) => void;
};

/** One's views of this list: open, share, delete; and saving the list shown as a new one. */
export default function SavedViewsPanel({ list, search, onClose, onSave, onDelete }: Props) {
  const { t } = useTranslation();
  const query = useQuery(savedViewsOptions());
  const views = query.data?.filter((view) => view.list === list) ?? [];
  const shown = searchToSave(search);
  return (
    <>
      {query.isPending && <Loader size="xs" m="xs" />}
      <ProblemAlert error={query.isError ? query.error : undefined} />
      {query.data && views.length === 0 && <p className={classes.none}>{t("views.none")}</p>}
      {views.length > 0 && (
        <ul className={classes.views} aria-label={t("views.label")}>
          {views.map((view) => (
            <SavedViewLine
              key={view.id}
              view={view}
              isShown={isSameSearch(view.search, shown)}
              onOpened={onClose}
              onDelete={() => onDelete(view)}
            />
          ))}
        </ul>
      )}
      <Divider my={6} />
      <Button
        variant="subtle"
        fullWidth
        justify="flex-start"
        leftSection={<IconBookmarkPlus size={15} aria-hidden />}
        onClick={onSave}
      >
        {t("views.save")}
      </Button>
    </>
  );
}
