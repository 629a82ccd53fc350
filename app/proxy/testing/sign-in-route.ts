/** Whether a declared route belongs to the sign-in: only a server on which people sign in has it. */
export const isSignInRoute = (route: string): boolean => / \/api\/(?:sign|signed)-/.test(route);
