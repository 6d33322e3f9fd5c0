/**
 * The way of one sign-in: interaction page → card server → back to the interaction.
 * The tokens of each step are bound to the interaction, and the interaction to the browser by its cookie, so that
 * an address taken to another browser signs nobody in there.
 */
import { type CardRules, type CardVerdict, evaluateCard } from "./evaluate-card.ts";
import { OneTimeTokens } from "./one-time-tokens.ts";

/** Long enough to find a card and type its PIN. */
const CARD_STEP = 120;
/** As long as an interaction lives. */
const FORM = 600;

export type AcceptedCard = Extract<CardVerdict, { accepted: true }>;

export class SignInSteps {
  readonly rules: CardRules;
  /** Where interactions are answered, e.g. `http://localhost:8081/idp/interaction`. */
  readonly #interactions: string;
  readonly #forms = new OneTimeTokens<string>(FORM);
  readonly #handles = new OneTimeTokens<string>(CARD_STEP);
  readonly #tickets = new OneTimeTokens<{ uid: string; card: AcceptedCard }>(CARD_STEP);

  constructor(rules: CardRules, interactions: string) {
    this.rules = rules;
    this.#interactions = interactions;
  }

  addressOf(uid: string): string {
    return `${this.#interactions}/${uid}`;
  }

  /** For the form of the interaction page: another site cannot post it. */
  formToken(uid: string): string {
    return this.#forms.issue(uid);
  }

  redeemForm(uid: string, token: string): boolean {
    return this.#forms.redeem(token) === uid;
  }

  /** Names the interaction to the card server, which sees none of its cookies. */
  handleFor(uid: string): string {
    return this.#handles.issue(uid);
  }

  redeemHandle(handle: string): string | undefined {
    return this.#handles.redeem(handle);
  }

  /** The same check for a real card and a demonstration one. Accepted, it comes with the address that goes on. */
  async present(uid: string, der: Uint8Array | undefined): Promise<CardVerdict & { next: string }> {
    const verdict = await evaluateCard(der, this.rules);
    if (!verdict.accepted) return { ...verdict, next: this.addressOf(uid) };
    const ticket = this.#tickets.issue({ uid, card: verdict });
    return { ...verdict, next: `${this.addressOf(uid)}/card/${ticket}` };
  }

  redeemTicket(uid: string, ticket: string): AcceptedCard | undefined {
    const kept = this.#tickets.redeem(ticket);
    return kept?.uid === uid ? kept.card : undefined;
  }
}
