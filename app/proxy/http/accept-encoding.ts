/** Whether Accept-Encoding (RFC 9110 section 12.5.3) lists the coding, and not with q=0. */
export const acceptsEncoding = (header: string, token: string): boolean =>
  header.split(",").some((part) => {
    const [name, quality] = part.split(";").map((piece) => piece.trim());
    return name === token && !/^q=0(?:\.0*)?$/.test(quality ?? "");
  });
