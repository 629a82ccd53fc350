import { Component, type ReactNode } from "react";

/** Catches errors that no page caught. The catalogue or the styles may be the cause, so it uses neither and has both languages. */
export class LastResort extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <div role="alert" style={{ margin: "15vh auto", maxWidth: 460, padding: 16 }}>
        <h1>Something broke · 出现错误</h1>
        <p>
          Nothing was sent to the farm by this. Reload the page to go on. · 没有向农场发送任何内容，请刷新页面继续。
        </p>
        <button type="button" onClick={() => window.location.reload()}>
          Reload · 刷新
        </button>
      </div>
    );
  }
}
