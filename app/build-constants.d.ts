/** true in the demo build: the farm runs inside the browser and nothing is sent anywhere. */
declare const __DEMO__: boolean;
/** The version of package.json. */
declare const __VERSION__: string;
