// Plays lines against a skill with virtual-alexa: node play.js MODEL SKILL_ID INTENT SLOT. One JSON object a line comes in:
// {"url": "...", "services": "...", "token": "..."} begins anew at an endpoint, with Alexa's services there, {"say": "..."} says a line. One goes out for each: {"speech", "open"}.
// INTENT and SLOT take whatever fits no sample.
const { VirtualAlexa } = require("virtual-alexa");
const { Utterance } = require("virtual-core");
const readline = require("readline");

const [model, skill, anything, words] = process.argv.slice(2);
let alexa;

function begin(url, services, token) {
  alexa = VirtualAlexa.Builder().applicationID(skill).locale("en-US").interactionModelFile(model).skillURL(url).create();
  alexa.filter((envelope) => {
    envelope.context.System.apiEndpoint = services;
    envelope.context.System.apiAccessToken = token;
  });
  return {};
}

// What utter() does, but for its taking every line with "open", "ask" or "tell" in it for a launch, and for words that are
// in no list of a slot type: Alexa hands them over all the same, as the value of such a slot. A slot never is empty.
function hear(line) {
  const heard = new Utterance(alexa.context().interactionModel(), line);
  const wordless = heard.matched() && Object.values(heard.toJSON()).some((said) => !said);
  if (!heard.matched() || wordless) return alexa.intend(anything, { [words]: line });
  return alexa.call(alexa.request().intent(heard.intent()).slots(heard.toJSON()));
}

async function answer({ url, services, token, say }) {
  if (url) return begin(url, services, token);
  const { response } = await hear(say);
  return { speech: response.outputSpeech ? response.outputSpeech.ssml : "", open: !response.shouldEndSession };
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let told;
    try {
      told = await answer(JSON.parse(line));
    } catch (error) {
      told = { error: String(error.message || error) };
    }
    process.stdout.write(JSON.stringify(told) + "\n");
  }
})();
