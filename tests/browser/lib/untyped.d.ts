// Packages that bring no types.
declare module 'selenium-webdriver';
