import { type ComponentType, lazy } from "react";

type PropsOf<Component> = Component extends ComponentType<infer Props> ? Props : never;

/**
 * A component that is loaded when it first renders, from a module that exports it by name: React's `lazy` takes default
 * exports only.
 */
export function lazyNamed<Name extends string, Module extends Readonly<Record<Name, ComponentType<never>>>>(
  load: () => Promise<Module>,
  name: Name,
): ComponentType<PropsOf<Module[Name]>>;
export function lazyNamed(load: () => Promise<Readonly<Record<string, ComponentType>>>, name: string): ComponentType {
  return lazy(async () => {
    const component = (await load())[name];
    if (!component) throw new Error(`the module exports no component ${name}`);
    return { default: component };
  });
}
