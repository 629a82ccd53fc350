/** The error boundary of a part that loads on demand: the failure is shown in the part's place, the rest of the page stays. */
import { Component, type ReactNode } from "react";
import { ChunkError } from "../browser/load-chunk";
import { PartFailure, type PartPlace } from "./part-failure";

type Props = {
  /** `background` parts have no place: they try again by themselves. */
  readonly place: PartPlace | "background";
  /** Called before the part renders again. */
  readonly onRetry: () => void;
  /** Closes a dialog or menu that could not be loaded. */
  readonly onClose: (() => void) | undefined;
  readonly children: ReactNode;
};

/** A background part tries again after this time, ms, and when the browser is online again. */
const BACKGROUND_RETRY_MS = 15_000;

export class PartBoundary extends Component<Props, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };
  #timer: ReturnType<typeof setTimeout> | undefined;

  static getDerivedStateFromError = (error: unknown) => ({ error });

  override componentDidMount() {
    window.addEventListener("online", this.#retryWaiting);
  }

  override componentDidUpdate() {
    clearTimeout(this.#timer);
    if (this.#isWaiting()) this.#timer = setTimeout(this.#retry, BACKGROUND_RETRY_MS);
  }

  override componentWillUnmount() {
    clearTimeout(this.#timer);
    window.removeEventListener("online", this.#retryWaiting);
  }

  #isWaiting = () => this.props.place === "background" && this.state.error instanceof ChunkError;

  #retry = () => {
    this.props.onRetry();
    this.setState({ error: null });
  };

  #retryWaiting = () => {
    if (this.#isWaiting()) this.#retry();
  };

  override render() {
    const { error } = this.state;
    const { place, onClose, children } = this.props;
    if (error === null) return children;
    if (this.#isWaiting()) return null;
    return (
      <PartFailure
        error={error}
        place={place === "background" ? "floating" : place}
        onRetry={this.#retry}
        onClose={onClose}
      />
    );
  }
}
