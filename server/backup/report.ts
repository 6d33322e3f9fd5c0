/**
 * What a backup, a restore or a restore test found: the record that ETSI EN 319 401 REQ-7.11.2-02 to -06 ask for (backups
 * complete and checked for their integrity; restoring is tested, and the test documented).
 */

type State = "missing" | "damaged";

export type FileProblem = { kind: "file"; sha256: string; by: string; state: State; why: string };

/** What is wrong: nothing of it stops the rest. */
export type Problem =
  | FileProblem
  /** A part of the backup itself. */
  | { kind: "part"; name: string; state: State; why: string }
  | { kind: "dataFile"; path: string; why: string }
  | { kind: "journal"; id: number; why: string }
  /** Anchors that could not be read say nothing: not that there are none. */
  | { kind: "anchors"; place: string; why: string }
  /** A table that was read again after it was written. */
  | { kind: "table"; name: string; rows: number; found: number }
  /** The database could not be made from the backup. */
  | { kind: "database"; why: string };

/** What an administrator should know, and nothing is wrong with. */
export type Warning =
  /** The backup lies in the folder that it is to save. */
  | { kind: "placeInDataDir" }
  /** Whoever loses this folder loses what is sealed, backup or not. */
  | { kind: "secretOnlyInDataDir" }
  /** The backup opens by itself what is sealed in it. */
  | { kind: "secretIncluded" }
  | { kind: "secretMissing" }
  | { kind: "secretOther" }
  | { kind: "noAnchors" }
  /** Anchors kept elsewhere name entries that this backup is too old for. */
  | { kind: "journalBeyond"; id: number; anchored: number }
  | { kind: "folderKept"; folder: string }
  | { kind: "reportNotKept" };

export type FilesReport = { named: number; copied: number; present: number; bytes: number };

export type Report = {
  format: "portail-ae/backup-report/1";
  kind: "backup" | "restore" | "check";
  portal: string;
  place: string;
  /** The name of the backup in its place, and the SHA-256 of its `manifest.json`. */
  backup: string;
  manifest: string;
  /** The instant of which the data are. */
  at: string;
  startedAt: string;
  finishedAt: string;
  seconds: number;
  isSound: boolean;
  database: {
    server: string;
    migrations: number;
    rows: number;
    /** Compressed. */
    bytes: number;
    tables: { name: string; rows: number; sha256: string }[];
  };
  journal: { entries: number; hash: string; anchors: number };
  files: FilesReport;
  /** What was kept of the embedded neighbours. */
  dataDir: { folder: string; files: number; bytes: number }[];
  problems: Problem[];
  warnings: Warning[];
};
