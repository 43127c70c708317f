//! Session, context, ranking and reasons; the same natively and in the browser.
