import type { EventDelivery } from "../mock/events/write-deliveries.ts";
import { createHost } from "../mock/host.ts";
import { mountHttp } from "../mock/mounts/http.ts";
import { renderProfile } from "../mock/print-profile.ts";
import { createRandom } from "../mock/random.ts";
import { systemClock } from "../src/model/clock.ts";
import { InputError } from "../src/model/input-error.ts";
import { loadProfile, makeUrlProfile, type Profile } from "../src/target/profile.ts";
import { createTarget, type Target } from "../src/target/target.ts";
import { createTransport } from "../src/target/transport.ts";
import { loadFixtures } from "./commands/mock.ts";
import type { CommandIo } from "./io.ts";
import { openWebhooks, type Webhooks } from "./mock/open-webhooks.ts";
import type { Toolkit } from "./toolkit.ts";

export interface OpenTarget {
  readonly target: Target;
  /** How the target was named; undefined for the mock that was started for it. */
  readonly profile?: string;
  /** Has the mock that was started for it deliver its events there from now on. */
  readonly deliverTo?: (url: string) => void;
  /** Resolves when that mock has delivered all of them so far. */
  readonly whenDelivered?: () => Promise<void>;
  /** What the mock that was started for it has told webhooks, oldest first. */
  readonly events?: () => readonly EventDelivery[];
  close(): Promise<void>;
}

/**
 * The target that a `--target` option names: a URL, a profile, or without one a mock host on a free port.
 * Throws an InputError where the profile cannot be used.
 */
export async function openTarget(option: string | undefined, io: CommandIo, toolkit: Toolkit): Promise<OpenTarget> {
  if (option === undefined) return openMock(io, toolkit);
  const profile = /^https?:\/\//.test(option) ? makeUrlProfile(option) : await readProfile(option, io, toolkit);
  const target = connect(profile);
  return { target, profile: option, close: () => target.close() };
}

async function openMock(io: CommandIo, toolkit: Toolkit): Promise<OpenTarget> {
  const fixtures = await loadFixtures(undefined, io);
  // Events that nobody asks for are not delivered: most of a run looks at answers alone.
  let webhooks: Webhooks | undefined;
  const random = createRandom(1);
  const host = createHost({ fixtures, random, deliver: (event) => webhooks?.deliver(event) });
  const mount = await mountHttp(host);
  const text = renderProfile(fixtures, mount.url, { listen: "127.0.0.1:0", hook: "sesame-of-the-hook" });
  const target = connect(loadProfile(text, "mock", io.env, toolkit.meta("profile")));
  return {
    target,
    events: () => host.events(),
    deliverTo: (url) => {
      const header = (target.profile.webhooks?.header ?? []).map(([name, { value }]) => `${name}: ${value}`);
      webhooks ??= openWebhooks(url, header, () => {}, { backoffMs: 20 });
    },
    whenDelivered: async () => webhooks?.idle(),
    close: async () => {
      await webhooks?.close();
      await target.close();
      await mount.close();
    },
  };
}

function connect(profile: Profile): Target {
  const { limits, allowedHosts } = profile;
  return createTarget({
    profile,
    clock: systemClock,
    transport: createTransport({ limits, clock: systemClock, allowedHosts }),
  });
}

/** The profile of a file. Throws an InputError where it cannot be used. */
export async function readProfile(path: string, io: CommandIo, toolkit: Toolkit): Promise<Profile> {
  let text: string;
  try {
    text = await io.readFile(path);
  } catch (error) {
    const reason =
      error instanceof Error && "code" in error && error.code === "ENOENT" ? "there is no such file" : String(error);
    throw new InputError([
      {
        file: path,
        message: reason,
        hint: "--target takes a profile or a URL; `mock --print-profile` prints a profile to begin with",
      },
    ]);
  }
  const withReadings = [...toolkit.catalog().requirements.values()].map(
    ({ id, readings }) => [id, Object.keys(readings ?? {})] as const,
  );
  const readings = new Map(withReadings.filter(([, names]) => names.length > 0));
  return loadProfile(text, path, io.env, toolkit.meta("profile"), readings);
}
