// Comforts of the page of one complaint; everything works without them.

// A door opened by an error stands where the eye is.
document.querySelector(".errorlist, .stale")?.scrollIntoView({ block: "center" });
