/** The farm's software by cgId (endpoints-2018 section 3.6; the specification's note that swaps Maya and Max is wrong). */
const softwareNames: Readonly<Record<number, string>> = {
  2000: "Maya",
  2001: "3ds Max",
  2002: "LightWave",
  2003: "Arnold Standalone",
  2004: "Houdini",
  2005: "Cinema 4D",
  2006: "Softimage",
  2007: "Blender",
  2008: "VR Standalone",
  2009: "mental ray Standalone",
  2010: "SketchUp",
  2011: "Vue",
  2012: "KeyShot",
  2013: "Clarisse",
  2014: "OctaneRender",
  2015: "Nuke",
  2016: "Katana",
  2020: "Unreal Engine",
};

/** The name of a software; `#` and the id for an unknown one. */
export const softwareName = (cgId: number | null): string => (cgId === null ? "" : (softwareNames[cgId] ?? `#${cgId}`));
