import { createTheme, type MantineColorsTuple, mergeThemeOverrides } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** The one accent colour; shade 7 on white and shade 4 on the dark background both pass AA. */
const accent: MantineColorsTuple = [
  "#eef3fc",
  "#dbe5f6",
  "#b5c9ec",
  "#8cabe3",
  "#6a92dc",
  "#4f7dd3",
  "#3769c6",
  "#2757b0",
  "#1f4a99",
  "#163a7d",
];

/** The greys of the dark scheme, as blue as the surfaces of `global.css`: text first, the deepest background last. */
const dark: MantineColorsTuple = [
  "#e4e7ec",
  "#c3c9d3",
  "#a3abb8",
  "#8f98a6",
  "#3d434f",
  "#30353e",
  "#262b34",
  "#1b1e24",
  "#14161a",
  "#0f1114",
];

const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 6 },
  colors: { accent, dark },
  defaultRadius: "sm",
  cursorType: "pointer",
  // Dense: people spend eight hours here and read a lot of it.
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  components: {
    Button: { defaultProps: { size: "xs" } },
    TextInput: { defaultProps: { size: "sm" } },
    NativeSelect: { defaultProps: { size: "sm" } },
    Textarea: { defaultProps: { size: "sm" } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300, multiline: true, maw: 360 } },
    Modal: { defaultProps: { centered: true, radius: "md", overlayProps: { backgroundOpacity: 0.45 } } },
  },
});

/** The theme, with the words that its components say by themselves. */
export function useTheme() {
  const { t } = useTranslation();
  return useMemo(
    () =>
      mergeThemeOverrides(theme, {
        components: {
          Notification: { defaultProps: { closeButtonProps: { "aria-label": t("common.close") } } },
        },
      }),
    [t],
  );
}
