/** true in the demo build: the farm runs inside the browser and nothing is sent anywhere. */
declare const __DEMO__: boolean;
/** true in the build for our server: it reads the task list for all pages. Else each page reads it itself. */
declare const __LIVE__: boolean;
/** The version of package.json. */
declare const __VERSION__: string;
