/** Names for generated jobs. */

export const users = [
  { userName: "lin_xiaoyu", userId: 10001521, producer: "林小雨" },
  { userName: "chen_bo", userId: 10001522, producer: "陈博" },
  { userName: "maria.santos", userId: 10001523, producer: "Maria Santos" },
  { userName: "wang_lei", userId: 10001524, producer: null },
  { userName: "k.novak", userId: 10001525, producer: "Karel Novák" },
  { userName: "td_pipeline", userId: 10001526, producer: null },
] as const;

/** Pays from a separate wallet that is almost empty. */
export const freelancer = { userName: "freelance_zhou", userId: 10001530, producer: "周工" } as const;
/** Pays from a separate wallet that is empty. */
export const trainee = { userName: "intern_wu", userId: 10001531, producer: null } as const;

export const projects = ["Dragon", "衣帽间", "别墅外立面", "City Night", "TVC_2026", "Short 07"] as const;

export const layers = ["beauty", "shadow", "fog_volume", "crypto", "char_fx"] as const;

const shows = ["dragon", "city", "tvc", "ocean", "robot", "forest"] as const;
const departments = ["lighting", "fx", "comp_prep", "lookdev", "anim"] as const;
const rooms = ["衣帽间", "客厅", "主卧", "别墅外立面", "售楼处大堂", "庭院鸟瞰"] as const;
const times = ["日景", "夜景", "黄昏", "清晨"] as const;

export const shotNames = { shows, departments, rooms, times };

/** Scene names that broke pages in the past. */
export const hostileScenes = [
  "<b>bold</b>.max",
  "quo\"te's & ampersand; <script>.ma",
  "مشهد_المدينة_ليلا_v002.max",
  "סצנה_עיר_v001.blend",
  "🐉 dragon 🔥 v001.c4d",
  "   ",
  "__proto__.ma",
  `very_long_${"shot_name_".repeat(28)}v001.max`,
  "tab\there\nand a line.ma",
] as const;
