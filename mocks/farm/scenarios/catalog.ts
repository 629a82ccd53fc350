/** The catalogue of the farm: software, versions, plug-ins, platforms, and explanations of analysis errors. */
import errorExample from "../../../app/protocol/fixtures/query-error-detail.json" with { type: "json" };

/** Software of endpoints-2018 section 3.6 that is also in the vendor's list; isNeedAnalyse 2 means no. */
const software = [
  [2000, "Maya", "ma;mb", "/img/softimage/maya.png", 3, 1, 1],
  [2001, "3ds Max", "max", "/img/softimage/3dmax.png", 1, 1, 0],
  [2003, "Arnold Standalone", "ass", "/img/softimage/arnold.png", 2, 1, 1],
  [2004, "Houdini", "hip;hipnc;hiplc", "/img/softimage/houdini.png", 1, 1, 1],
  [2005, "Cinema 4D", "c4d", "/img/softimage/c4d.png", 1, 1, 0],
  [2007, "Blender", "blend", "/img/softimage/blender.png", 1, 1, 1],
  [2008, "VR Standalone", "vrscene", "/img/softimage/vr.png", 2, 2, 1],
  [2012, "KeyShot", "bip", "/img/softimage/keyshot.png", 1, 1, 0],
  [2013, "Clarisse", "project;render", "/img/softimage/clarisse.png", 1, 1, 1],
] as const;

export const softwareList = software.map(
  ([cgId, cgName, cgType, iconPath, isNeedProjectPath, isNeedAnalyse, isSupportLinux]) => ({
    cgId,
    cgName,
    cgType,
    iconPath,
    isNeedProjectPath,
    isNeedAnalyse,
    isSupportLinux,
  }),
);

/** Version id, cgId, name as written in the plug-in response, version, and its plug-ins with their versions. */
const versions: readonly [number, number, string, string, Readonly<Record<string, readonly string[]>>][] = [
  [
    11,
    2000,
    "Maya",
    "2018",
    { mtoa: ["2.1.0", "3.1.2"], redshift_GPU: ["2.5.48", "2.6.41"], vrayformaya: ["3.60.04"] },
  ],
  [12, 2000, "Maya", "2019", { mtoa: ["3.2.0", "3.3.0.1"], redshift_GPU: ["2.6.41"], yeti: ["3.1.17", "3.5.2"] }],
  [
    13,
    2000,
    "Maya",
    "2020",
    { mtoa: ["4.0.3", "4.0.4"], redshift_GPU: ["3.0.22"], yeti: ["3.6.2"], vrayformaya: ["4.30.01"] },
  ],
  [
    14,
    2000,
    "Maya",
    "2022",
    { mtoa: ["4.2.1", "5.0.0", "5.1.3"], redshift_GPU: ["3.0.53", "3.5.08"], yeti: ["4.0.1"] },
  ],
  [17, 2001, "3ds Max", "2014", { vray: ["2.40.03", "3.20.03"], forestpackpro: ["4.4.1"] }],
  [18, 2001, "3ds Max", "2016", { vray: ["3.40.01", "3.60.03"], corona: ["1.6", "3.0"], multiscatter: ["1.3.1.3"] }],
  [
    19,
    2001,
    "3ds Max",
    "2018",
    { vray: ["3.60.04", "4.10.02"], corona: ["3.0", "4.0"], forestpackpro: ["6.1.5"], railclone: ["3.3.1"] },
  ],
  [20, 2001, "3ds Max", "2020", { vray: ["4.30.01", "5.00.03"], corona: ["5.0", "6.0"], anima: ["4.0.7"] }],
  [26, 2003, "Arnold Standalone", "6.0.3", {}],
  [31, 2004, "Houdini", "17.5.360", { htoa: ["4.1.1"], redshift: ["2.6.41"] }],
  [32, 2004, "Houdini", "18.0.532", { htoa: ["5.2.1", "5.4.0"], redshift: ["3.0.22"] }],
  [23, 2005, "CINEMA 4D", "R19", { octane: ["3.07"], redshift: ["2.6.41"] }],
  [24, 2005, "CINEMA 4D", "R21", { octane: ["4.05", "2019.1.5"], redshift: ["3.0.22"], c4dtoa: ["3.0.2"] }],
  [35, 2007, "Blender", "2.83", { octane: ["22.1"] }],
  [36, 2007, "Blender", "2.93", { octane: ["23.5"] }],
  [41, 2008, "VR Standalone", "4.30.01", {}],
  [45, 2012, "KeyShot", "9", {}],
  [47, 2013, "Clarisse", "4.0", {}],
];

export type PluginVersion = { readonly pluginId: number; readonly pluginName: string; readonly pluginVersion: string };
type Plugin = { readonly cvId: number; readonly pluginName: string; readonly pluginVersions: readonly PluginVersion[] };

export const softVersions = versions.map(([id, cgId, cgName, cgVersion]) => ({ id, cgId, cgName, cgVersion }));

/** The plug-in versions of the specification's examples, with the ids of the examples. */
const examples: readonly Plugin[] = [
  {
    cvId: 13,
    pluginName: "wobble",
    pluginVersions: [{ pluginId: 1166, pluginName: "wobble", pluginVersion: "wobble 0.9.5" }],
  },
  {
    cvId: 19,
    pluginName: "zblur",
    pluginVersions: [{ pluginId: 1652, pluginName: "zblur", pluginVersion: "zblur 2.02.019" }],
  },
];

const FIRST_PLUGIN_ID = 2001;

function numberedPlugins(): Plugin[] {
  let next = FIRST_PLUGIN_ID;
  return versions.flatMap(([cvId, , , , plugins]) =>
    Object.entries(plugins).map(([pluginName, list]) => ({
      cvId,
      pluginName,
      pluginVersions: list.map((version) => {
        const pluginId = next;
        next += 1;
        return { pluginId, pluginName, pluginVersion: `${pluginName} ${version}` };
      }),
    })),
  );
}

export const plugins: readonly Plugin[] = [...examples, ...numberedPlugins()];

/** A render area, with the members of the current dialect: what it renders, how busy it is, and the prefix of its tasks. */
export type Platform = {
  readonly platform: number;
  readonly name: string;
  readonly type: number;
  readonly status: number;
  readonly taskPrefix: string;
  readonly isShow: number;
};

const platformOf = (platform: number, key: string, type: number, status: number, taskPrefix: string): Platform => ({
  platform,
  name: `query_platform_${key}`,
  type,
  status,
  taskPrefix,
  isShow: 1,
});

const [GPU, CPU, STILL] = [0, 1, 2];
const [NORMAL, BUSY, FULL] = [1, 2, 3];

/** Render areas by zone; zone 2 is the example of the specification. The account's own, 2 of zone 1, is busy, and W3 is free. */
export const platforms: Readonly<Record<number, readonly Platform[]>> = {
  1: [
    platformOf(2, "w2", CPU, BUSY, "W"),
    platformOf(3, "w3", CPU, NORMAL, "W"),
    platformOf(6, "w6", CPU, FULL, "W"),
    platformOf(20, "pic", STILL, NORMAL, "P"),
    platformOf(21, "gpu", GPU, NORMAL, "G"),
  ],
  2: [platformOf(2, "w2", CPU, NORMAL, "W")],
};

const errorTexts: readonly [number, string, 0 | 1, 0 | 1, readonly [string, string], readonly [string, string]][] = [
  [
    21,
    "15001",
    1,
    0,
    ["缺少 3ds max 版本", "请安装场景对应的 3ds max 版本后重新分析"],
    ["The 3ds Max version is missing", "Install the version the scene was saved with and analyse again"],
  ],
  [
    22,
    "15005",
    0,
    1,
    ["场景中丢失贴图", "1. 检查贴图路径是否存在;\n2. 重新指定贴图后提交"],
    ["The scene misses textures", "1. Check that the texture paths exist;\n2. Assign them again and submit"],
  ],
  [
    23,
    "15013",
    1,
    0,
    ["场景使用了不支持的渲染器", "请更换为平台支持的渲染器"],
    ["The scene uses a renderer that is not supported", "Choose a renderer the platform supports"],
  ],
  [
    24,
    "20001",
    1,
    0,
    ["Maya 启动失败", "检查环境变量与许可"],
    ["Maya could not start", "Check its environment variables and licence"],
  ],
  [
    27,
    "25012",
    0,
    1,
    ["渲染节点读取贴图失败", "1. 重渲失败的帧；\n2. 若再次失败，请重新上传贴图后提交"],
    [
      "The node could not read a texture",
      "1. Rerender the failed frames;\n2. If they fail again, upload the textures again",
    ],
  ],
  [
    25,
    "25010",
    0,
    1,
    ["Maya 场景中缺少渲染相机", "在渲染设置中指定可渲染的相机"],
    ["The Maya scene has no render camera", "Name a renderable camera in the render settings"],
  ],
  [
    26,
    "50001",
    1,
    0,
    ["Houdini 场景中没有渲染节点", "添加至少一个 ROP 节点"],
    ["The Houdini scene has no render node", "Add at least one ROP node"],
  ],
];

const [example] = errorExample.response.data;
const english = {
  id: 6,
  languageFlag: 1,
  desDescriptionCn: "Starting 3ds Max hangs or fails",
  desSolutionCn:
    "1. Check whether the 3ds Max version shows a dialog of its own when it starts, and close it by hand;\n2. Check whether the operating system demands elevated rights",
};

/** CodeInfo by error code and language (endpoints-2018 9.8). The member names end in Cn in both languages. */
export const errorDetails: readonly object[] = [
  ...(example ? [example, { ...example, ...english }] : []),
  ...errorTexts.flatMap(([id, code, type, isRepair, ...texts]) =>
    texts.map(([desDescriptionCn, desSolutionCn], languageFlag) => ({
      ...example,
      id: id * 10 + languageFlag,
      code,
      type,
      languageFlag,
      desDescriptionCn,
      desSolutionCn,
      isRepair,
    })),
  ),
];
