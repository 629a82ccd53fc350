import { type ComponentType, type FunctionComponent, lazy, useState } from "react";
import { PartBoundary } from "../status/part-boundary";
import type { PartPlace } from "../status/part-failure";

type PropsOf<Component> = Component extends ComponentType<infer Props> ? Props : never;

/** A component that is loaded when it first renders, below an error boundary of its own. */
export type LazyPart<Props> = FunctionComponent<Props> & {
  /** Loads the component. Never rejects: what failed is tried again when it renders. */
  readonly preload: () => Promise<void>;
  readonly isLoaded: () => boolean;
};

/**
 * Loads a component when it first renders, from a module that exports it by name. If that fails, or the component throws, the
 * failure is shown at its `place`, with a button that tries again; the rest of the page stays.
 */
export function lazyNamed<Name extends string, Module extends Readonly<Record<Name, ComponentType<never>>>>(
  load: () => Promise<Module>,
  name: Name,
  place?: PartPlace | "background",
): LazyPart<PropsOf<Module[Name]>>;
export function lazyNamed(
  load: () => Promise<Readonly<Record<string, ComponentType>>>,
  name: string,
  place: PartPlace | "background" = "floating",
): LazyPart<object> {
  let loaded: ComponentType | null = null;
  let loading: Promise<ComponentType> | null = null;

  const request = () => {
    loading ??= load().then((module) => {
      const component = module[name];
      if (!component) throw new Error(`the module exports no component ${name}`);
      loaded = component;
      return component;
    });
    return loading;
  };
  const createLazy = () => lazy(async () => ({ default: await request() }));
  let Lazy = createLazy();
  const forgetFailure = () => {
    if (loaded) return;
    loading = null;
    Lazy = createLazy();
  };
  const preload = () => request().then(() => undefined, forgetFailure);

  /** A loaded component renders at once, which `lazy` does not. The choice lasts, since another one would mount it anew. */
  function Loaded(props: object) {
    const [Component] = useState<ComponentType>(() => loaded ?? Lazy);
    return <Component {...props} />;
  }

  function Part(props: { onClose?: () => void }) {
    return (
      <PartBoundary place={place} onRetry={forgetFailure} onClose={props.onClose}>
        <Loaded {...props} />
      </PartBoundary>
    );
  }
  return Object.assign(Part, { displayName: `Lazy(${name})`, preload, isLoaded: () => loaded !== null });
}
