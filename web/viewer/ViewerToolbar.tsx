import {
  IconDownload,
  IconMinus,
  IconPlus,
  IconPrinter,
  IconRotateClockwise,
  IconSearch,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./FileViewer.module.css";
import { PageField } from "./PageField.tsx";
import { ToolButton } from "./ToolButton.tsx";
import { type ViewerControls, ZOOM_PRESETS } from "./viewer-props.ts";

type Props = { controls: ViewerControls; onDownload: () => void; onSearch?: (() => void) | undefined };

const PRESET_TEXT = {
  auto: "viewer.auto",
  "page-fit": "viewer.fitPage",
  "page-width": "viewer.fitWidth",
  "page-actual": "viewer.actual",
} as const;
const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
const ZOOM_STEP = 1.2;

export function ViewerToolbar({ controls, onDownload, onSearch }: Props) {
  const { t } = useTranslation();
  const { pages, scale, preset, zoomTo, zoomBy } = controls;
  const percent = Math.round(scale * 100);
  const isStep = preset === undefined && STEPS.some((step) => Math.round(step * 100) === percent);
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t("viewer.toolbar")}>
      {pages && <PageField pages={pages} />}
      <ToolButton icon={IconMinus} label={t("viewer.zoomOut")} onClick={() => zoomBy(1 / ZOOM_STEP)} />
      <select
        className={classes.zoom}
        aria-label={t("viewer.zoom")}
        value={preset ?? String(percent)}
        onChange={(event) => {
          const { value } = event.currentTarget;
          zoomTo(ZOOM_PRESETS.find((candidate) => candidate === value) ?? Number(value) / 100);
        }}
      >
        {ZOOM_PRESETS.map((value) => (
          <option key={value} value={value}>
            {t(PRESET_TEXT[value])}
          </option>
        ))}
        {STEPS.map((step) => (
          <option key={step} value={String(Math.round(step * 100))}>
            {Math.round(step * 100)} %
          </option>
        ))}
        {!preset && !isStep && <option value={String(percent)}>{percent} %</option>}
      </select>
      <ToolButton icon={IconPlus} label={t("viewer.zoomIn")} onClick={() => zoomBy(ZOOM_STEP)} />
      <span className={classes.gap} />
      <ToolButton icon={IconRotateClockwise} label={t("viewer.rotate")} onClick={controls.rotate} />
      {onSearch && <ToolButton icon={IconSearch} label={t("viewer.search")} onClick={onSearch} />}
      <ToolButton icon={IconPrinter} label={t("viewer.print")} onClick={controls.print} />
      <ToolButton icon={IconDownload} label={t("viewer.download")} onClick={onDownload} />
    </div>
  );
}
