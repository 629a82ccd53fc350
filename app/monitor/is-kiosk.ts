/** Whether the search parameter `kiosk` asks for a wall screen. The frame of every page asks it too. */
export const isKiosk = (raw: unknown): boolean => /^(?:1|true)$/.test(String(raw));
