/** The messages of failed frames, on lines as the renderers print them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprintOf, messageOfLog } from "./log-message";

/** Two logs of the same trouble, and the line that tells it. */
const sameTrouble: readonly (readonly [renderer: string, line: string, first: string, second: string])[] = [
  [
    "V-Ray: a bitmap",
    'error: [V-Ray] Could not load bitmap "D:\\maps\\wood floor 01.jpg"',
    `[2026/Nov/12|14:22:11] V-Ray: Preparing renderer...
[2026/Nov/12|14:22:12] error: [V-Ray] Could not load bitmap "D:\\maps\\wood floor 01.jpg"
[2026/Nov/12|14:22:40] V-Ray: Clearing global irradiance map
[2026/Nov/12|14:22:41] error: Rendering aborted (exit code 1)`,
    `[2026/Nov/12|16:02:59] error: [V-Ray] Could not load bitmap "\\\\server\\share\\tile_7.png"
[2026/Nov/12|16:03:00] error: Rendering aborted (exit code 3)`,
  ],
  [
    "V-Ray: the licence",
    "error: Could not obtain a license (server 10.60.0.9:30304, error -97)",
    "[11:00:01] error: Could not obtain a license (server 10.60.0.9:30304, error -97)",
    "[11:24:59] error: Could not obtain a license (server 10.60.0.12:30304, error -15)",
  ],
  [
    "Arnold: a texture",
    'ERROR   | [texturesys] OIIO: Failed to read "/mnt/a/char.1017.tx": tile (3, 4) of mip 2',
    `00:00:41  9431MB         |   rendering with 32 threads
00:00:41  9431MB WARNING | [alembic] procedural "grass": no objects
00:00:42  9433MB ERROR   | [texturesys] OIIO: Failed to read "/mnt/a/char.1017.tx": tile (3, 4) of mip 2
00:00:42  9433MB         | render done with errors`,
    `00:12:07   812MB ERROR   | [texturesys] OIIO: Failed to read "/mnt/b/tree.1001.tx": tile (12, 0) of mip 0`,
  ],
  [
    "Arnold: a crash",
    "* CRASHED in AiShaderEvaluate at 00:04:12, pid 8123",
    `00:04:11 12034MB ERROR   | [mtoa] cannot find camera shape
00:04:12 12034MB         | * CRASHED in AiShaderEvaluate at 00:04:12, pid 8123
*   0x00007fd2a1b3c4d0 [libai.so] AiShaderEvaluate`,
    `00:09:59  9034MB         | * CRASHED in AiShaderEvaluate at 00:09:59, pid 77`,
  ],
  [
    "Redshift: memory of the GPU",
    "[Redshift] Rendering engine error: out of device memory (allocating 2147483648 bytes on GPU 1)",
    `[Redshift] Block 12/96 (4,2) rendered by GPU 0 in 812ms
[Redshift] Rendering engine error: out of device memory (allocating 2147483648 bytes on GPU 1)
[Redshift] Rendering was aborted`,
    "[Redshift] Rendering engine error: out of device memory (allocating 536870912 bytes on GPU 0)",
  ],
  [
    "Redshift: a proxy",
    "[Redshift] Error loading proxy 'Z:\\proxies\\tree 04.rs'. Skipping",
    "[Redshift] Error loading proxy 'Z:\\proxies\\tree 04.rs'. Skipping",
    "[Redshift] Error loading proxy '/mnt/z/proxies/rock_11.rs'. Skipping",
  ],
  [
    "Mantra: a geometry file",
    "mantra: Unable to load geometry from file '/job/cache/fluid.0102.bgeo.sc'",
    `[12:01:07] mantra: Unable to load geometry from file '/job/cache/fluid.0102.bgeo.sc'
[12:01:08] Generating Image: ip (1280x720)`,
    "[13:55:40] mantra: Unable to load geometry from file '/job/cache/fluid.0007.bgeo.sc'",
  ],
  [
    "Houdini: a node",
    "hou.OperationFailed: The attempted operation failed. Error: Cannot cook /obj/geo7/filecache3 (frame 118)",
    `Traceback (most recent call last):
  File "/opt/render/render.py", line 212, in <module>
    rop.render(frame_range=(118, 118))
hou.OperationFailed: The attempted operation failed. Error: Cannot cook /obj/geo7/filecache3 (frame 118)`,
    "hou.OperationFailed: The attempted operation failed. Error: Cannot cook /obj/geo2/filecache1 (frame 9)",
  ],
  [
    "Blender: memory of the GPU",
    "Error: System is out of GPU memory",
    `Fra:12 Mem:8123.54M (Peak 8901.22M) | Time:00:12.34 | Mem:7900.12M | ViewLayer | Sample 96/512
Error: System is out of GPU memory
Fra:12 Mem:8123.54M (Peak 8901.22M) | Time:00:13.02 | Finished`,
    "Error: System is out of GPU memory",
  ],
  [
    "Blender: a script",
    "RuntimeError: Error: Cannot read file 'C:\\jobs\\12\\lib\\tree.blend': No such file or directory",
    `Traceback (most recent call last):
  File "/render/setup_17.py", line 4, in <module>
RuntimeError: Error: Cannot read file 'C:\\jobs\\12\\lib\\tree.blend': No such file or directory`,
    "RuntimeError: Error: Cannot read file 'C:\\jobs\\981\\lib\\rock.blend': No such file or directory",
  ],
  [
    "Blender: a crash",
    "Segmentation fault (core dumped)",
    "Writing: /render/scene.crash.txt\nSegmentation fault (core dumped)",
    "Segmentation fault (core dumped)",
  ],
  [
    "Cinema 4D: assets",
    "ERROR: Asset missing: tex/wood_7.jpg (material Floor.3)",
    `2026/11/12 14:22:11  Progress: 12%
2026/11/12 14:22:13  ERROR: Asset missing: tex/wood_7.jpg (material Floor.3)
2026/11/12 14:22:13  Rendering failed: -1`,
    "2026/11/12 19:00:01  ERROR: Asset missing: tex/old/stone_12.png (material Floor.11)",
  ],
  [
    "Cinema 4D: a crash",
    "CRITICAL: Stop [ge_file.cpp(1172)] at 0x7FF6A1B2",
    "2026/11/12 14:22:11  CRITICAL: Stop [ge_file.cpp(1172)] at 0x7FF6A1B2",
    "2026/11/12 15:22:11  CRITICAL: Stop [ge_file.cpp(1172)] at 0x7FF6FFFF0012",
  ],
  [
    "Maya: a plug-in",
    "Error: line 1: Unable to load plug-in: xgenToolkit. node render-0012, job 5f0c9f0e-2b1a-4b6e-9c51-0123456789ab",
    `Warning: file: /mnt/scene.ma line 12: skipped
Error: line 1: Unable to load plug-in: xgenToolkit. node render-0012, job 5f0c9f0e-2b1a-4b6e-9c51-0123456789ab
// Maya exited with status 211`,
    "Error: line 88: Unable to load plug-in: xgenToolkit. node render-3, job 11111111-2b1a-4b6e-9c51-0123456789ab",
  ],
  [
    "3ds Max in Chinese",
    "错误：贴图丢失 D:\\maps\\a1.jpg",
    "[2026-11-12 10:00:00] 错误：贴图丢失 D:\\maps\\a1.jpg\n[2026-11-12 10:00:01] 渲染失败，退出代码 3",
    "[2026-11-12 11:30:12] 错误：贴图丢失 E:\\b\\c22.png",
  ],
];

describe("messageOfLog", () => {
  it.each(sameTrouble)("finds the same message in two logs of %s", (_, line, first, second) => {
    expect(messageOfLog(first)).toMatchObject({ line, kind: "error" });
    expect(messageOfLog(second).fingerprint).toBe(messageOfLog(first).fingerprint);
  });

  it("tells the troubles apart", () => {
    const fingerprints = sameTrouble.map(([, , first]) => messageOfLog(first).fingerprint);
    expect(new Set(fingerprints).size).toBe(sameTrouble.length);
  });

  it("reads the code of an analysis error, and keeps two codes apart", () => {
    expect(messageOfLog("[10:00] ERROR 20001: Maya could not start").errorCode).toBe("20001");
    const [one, other] = ["error 25010: no camera", "error 25011: no camera"].map((log) => messageOfLog(log));
    expect(one?.fingerprint).not.toBe(other?.fingerprint);
  });

  it.each([
    [
      "a line about the exit",
      "ERROR: the renderer ended with exit code 1\nERROR: licence refused",
      "ERROR: licence refused",
    ],
    [
      "a warning",
      "WARNING: could not open a.jpg\nmantra: Unable to open the display",
      "mantra: Unable to open the display",
    ],
    ["a count of no errors", "0 errors, 2 warnings\nscene failed to load", "scene failed to load"],
    ["an earlier error before a crash", "Error: no such procedure\nKilled", "Killed"],
    ["colours of a terminal", "\u001b[31mERROR: disk full\u001b[0m", "ERROR: disk full"],
  ])("prefers the cause to %s", (_, log, line) => {
    expect(messageOfLog(log).line).toBe(line);
  });

  it("has the line about the exit where there is nothing else", () => {
    expect(messageOfLog("starting\nERROR: the renderer ended with exit code 1").line).toBe(
      "ERROR: the renderer ended with exit code 1",
    );
  });

  it("has the last line where no line tells of an error", () => {
    expect(messageOfLog("[10:00:01] sampling 12%\n[10:00:09] sampling 13%\n\n")).toEqual({
      fingerprint: "lastLine sampling #%",
      line: "sampling 13%",
      errorCode: null,
      kind: "lastLine",
    });
  });

  it("says that a log is empty", () => {
    expect(messageOfLog(" \n")).toMatchObject({ kind: "empty", line: "" });
  });

  it("cuts a line of a megabyte", () => {
    expect(messageOfLog(`ERROR: ${"x".repeat(1_000_000)}`).line.length).toBeLessThanOrEqual(400);
  });

  it("never throws, and has the same fingerprint whatever the numbers", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (log) => {
        expect(messageOfLog(log).line.length).toBeLessThanOrEqual(400);
      }),
    );
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        expect(fingerprintOf(`Error in node ${a}: ${a} MB`)).toBe(fingerprintOf(`Error in node ${b}: ${b} MB`));
      }),
    );
  });
});
