import { Button, Loader, Popover } from "@mantine/core";
import { IconBookmarks } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SavedView } from "../../domain/views/saved-views-api.ts";
import { savedViewsOptions } from "./queries.ts";
import type { ViewedList } from "./view-address.ts";

// Wanted only when it is opened.
const loadPanel = () => import("./SavedViewsPanel.tsx");
const SavedViewsPanel = lazy(loadPanel);
const SaveViewDialog = lazy(() => import("./SaveViewDialog.tsx"));
const DeleteViewDialog = lazy(() => import("./DeleteViewDialog.tsx"));

type Asked = { kind: "save" } | { kind: "delete"; view: SavedView };

type Props = { list: ViewedList; search: Record<string, unknown> };

/** "Mes vues": lists of one's own that one comes back to (LIST-6). */
export function SavedViews({ list, search }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  const approach = () => {
    void loadPanel();
    void client.prefetchQuery(savedViewsOptions());
  };
  // The dialog stands beside the panel, not in it: a click there would close what it belongs to.
  const ask = (what: Asked) => {
    setOpen(false);
    setAsked(what);
  };
  return (
    <>
      <Popover
        opened={isOpen}
        onChange={setOpen}
        position="bottom-start"
        shadow="md"
        width={340}
        trapFocus
        returnFocus
        withinPortal
      >
        <Popover.Target>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconBookmarks size={15} aria-hidden />}
            onClick={() => setOpen(!isOpen)}
            onPointerEnter={approach}
            onFocus={approach}
          >
            {t("views.label")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="xs">
          <Suspense fallback={<Loader size="xs" m="md" />}>
            <SavedViewsPanel
              list={list}
              search={search}
              onClose={() => setOpen(false)}
              onSave={() => ask({ kind: "save" })}
              onDelete={(view) => ask({ kind: "delete", view })}
            />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
      <Suspense>
        {asked?.kind === "save" && (
          <SaveViewDialog list={list} search={search} onClose={() => setAsked(undefined)} />
        )}
        {asked?.kind === "delete" && (
          <DeleteViewDialog view={asked.view} onClose={() => setAsked(undefined)} />
        )}
      </Suspense>
    </>
  );
}
