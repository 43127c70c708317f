/** Style sheets are bundled as text, made small. */
declare module '*.css' {
  const text: string;
  export default text;
}
