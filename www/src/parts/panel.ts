export function definePanel(_v: unknown, _p: unknown): void {}
