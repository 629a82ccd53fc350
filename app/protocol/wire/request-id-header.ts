/** The header of every answer of our server with the id of its request. */
export const REQUEST_ID_HEADER = "x-request-id";
