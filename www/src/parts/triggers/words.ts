/** The English words of the triggers. Translations stand in the folder's texts; a shop sets its own with `setTexts`. */
export const english = {
  'trigger.exit-intent': 'Before you go',
  'trigger.abandoned-cart': 'Your basket is still here',
  'trigger.after-purchase': 'Goes with what you bought',
  'trigger.inactivity': 'Still looking?',
  'trigger.more': 'Perhaps one of these',
  'trigger.close': 'Close',
};

/** A key of the triggers' texts. */
export type TriggerTextKey = keyof typeof english;
