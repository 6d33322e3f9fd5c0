/** A file system with little room, where one can be mounted. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { open, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type SmallDisk = {
  folder: string;
  /** Leaves so many bytes free. */
  fillUpTo(left: number): Promise<void>;
  /** Makes room again. */
  free(): Promise<void>;
  unmount(): void;
};

/** Mounts one; throws where that is not allowed. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), "portail-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder], { stdio: "ignore" });
  const filler = join(folder, "filler");
  return {
    folder,
    async fillUpTo(left) {
      const { bavail, bsize } = await statfs(folder);
      const file = await open(filler, "w");
      await file.writeFile(Buffer.alloc(Math.max(0, bavail * bsize - left)));
      await file.close();
    },
    free: () => rm(filler, { force: true }),
    unmount() {
      execFileSync("umount", ["-l", folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Whether one can be mounted here. */
export function canMount(): boolean {
  try {
    mountSmallDisk(1).unmount();
    return true;
  } catch {
    return false;
  }
}
