import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconChevronDown, IconKeyboard, IconLogout, IconUserCircle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { signOut } from "../../domain/access/access-api.ts";
import { useMe } from "../access/use-me.ts";
import { call } from "../api/call.ts";
import { signOutThrough } from "../api/sign-in.ts";
import { changeLanguage, LANGUAGES } from "../i18n/i18n.ts";
import classes from "./UserMenu.module.css";

/** A language is named in itself, whatever the language of the screens. */
const LANGUAGE_NAMES = { fr: "Français", en: "English" };

/** Who is signed in, with the role; language, keyboard shortcuts and sign-out. */
export function UserMenu({ onHelp }: { onHelp: () => void }) {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const leave = useMutation({
    mutationFn: () => signOutThrough(() => call(signOut, {})),
  });
  if (!me.data) return null;
  const { displayName, roles } = me.data;
  return (
    // In the header that it belongs to; its focus begins on an item, not on a placeholder that no menu may hold.
    <Menu position="bottom-end" width={220} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={classes.account}>
          <div>
            <strong>{displayName}</strong>
            <span>{roles.map((role) => t(`role.${role}`)).join(", ")}</span>
          </div>
          <IconUserCircle size={22} stroke={1.5} aria-hidden />
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("app.menu.language")}</Menu.Label>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            onClick={() => void changeLanguage(language)}
            rightSection={i18n.language === language ? <IconCheck size={14} /> : undefined}
          >
            {LANGUAGE_NAMES[language]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onHelp}>
          {t("shortcuts.title")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => leave.mutate()}
          closeMenuOnClick={false}
        >
          {t("app.menu.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
