import { integer, text, type Parts, type Topic } from "./topic.ts";

const KEEPING = /\b(diary|journal|log|observations?|collection|bookmark|track of|save|store)\b/i;

/** Weather now and in the coming days. */
export const weather: Topic = {
  asks: (clause) =>
    /\b(weather|temperature outside|umbrella|forecast)\b/i.test(clause) && !KEEPING.test(clause),
  continues: (clause) =>
    /\b(rain|wind|temperature|celsius|fahrenheit|city|location|days?|cities)\b/i.test(clause),
  parts(clauses): Parts {
    const forecast =
      /\bforecast|\btomorrow\b|\bnext (few |\w+ )?(days|week)\b|\bcoming (days|week)\b/i.test(
        clauses,
      );
    const current =
      !forecast ||
      /\b(current|now|today|right now|weather (information|info|data|and)|and (the |a )?forecast|with (the |a )?([\w-]+ )*forecast)\b/i.test(
        clauses,
      );
    const location = text("City or place, such as Berlin or Paris, France");
    const other =
      /\b(air quality|pollen|uv index|historical|past weather|weather (alerts?|warnings?)|radar|satellite|marine|tides?)\b/i.exec(
        clauses,
      )?.[0];
    return {
      slug: "weather",
      subject: forecast && !current ? "weather forecasts" : "weather information",
      actions: [
        ...(current
          ? [
              {
                name: "getCurrentWeather",
                description: "Get current weather for a location",
                parameters: { location },
              },
            ]
          : []),
        ...(forecast
          ? [
              {
                name: "getWeatherForecast",
                description: "Get the weather forecast of the coming days for a location",
                parameters: { location, days: integer("How many days, 3 by default", 1, 16, 3) },
              },
            ]
          : []),
      ],
      providers: [
        {
          name: "weatherData",
          description: "Provides weather data context: the weather that was looked up last",
        },
      ],
      assumptions: ["The weather comes from Open-Meteo, which needs no key."],
      ...(other && {
        missing: [
          `"${other}": I only know current weather and daily forecasts. It would help to name an endpoint for it, with its base URL in an environment variable.`,
        ],
      }),
    };
  },
};

/** What time it is somewhere, and times of one place in another. */
export const time: Topic = {
  asks: (clause) =>
    /\btime ?zones?\b|\bworld clock\b|\b(current|local) times?\b|\bwhat time\b|\btime in (any|a|an|another|different|other|the|[A-Z]\w+)\b|\btime difference\b|\b(tell|show|get|know)s? (me )?the time\b|^\W*clock plugin\b/i.test(
      clause,
    ) && !/\b(track|log|tracker|contacts?|people|meetings?)\b/i.test(clause),
  continues: (clause) => /\b(convert\w*|times?|utc|offset|cities|zones?)\b/i.test(clause),
  parts(clauses): Parts {
    const converts =
      /\bconver\w+|\bbetween (two )?time ?zones?|\btime difference|\bfrom one time ?zone/i.test(
        clauses,
      );
    const zone = (what: string, required = true) =>
      text(`${what} as IANA name such as Europe/Berlin`, required);
    const onlyConverts =
      converts &&
      !/\bcurrent|\bclock|\blocal|\bwhat time|\bnow\b|\bshow|\btell|\bprovid/i.test(clauses);
    return {
      slug: "time",
      subject: "current time and timezone information",
      actions: [
        ...(onlyConverts
          ? []
          : [
              {
                name: "getCurrentTime",
                description: "Get current time in any timezone",
                parameters: { timezone: zone("Timezone") },
              },
            ]),
        ...(converts
          ? [
              {
                name: "convertTime",
                description: "Convert time between timezones",
                parameters: {
                  time: text("Date and time (ISO 8601) or a time of day such as 14:30"),
                  fromTimezone: zone("Timezone of that time"),
                  toTimezone: zone("Timezone to convert it to"),
                },
              },
            ]
          : []),
      ],
      providers: [
        {
          name: "timeProvider",
          description: "Provides current time context",
          dataStructure: { currentTime: "string", timezone: "string", utcOffset: "number" },
        },
      ],
    };
  },
};

const REQUEST =
  /\b(send|reply|respond|answer|post|search|find|show|react|get|give|fetch|look|want|share)\w*\b|\bgiphy\b|\bgifs?\b[^.]{0,20}\b(plugin|search|bot|replies)\b|\bplugin (for|with) gifs?\b/i;

/** An animated picture that fits. */
export const gif: Topic = {
  asks: (clause) =>
    /\b(gifs?|giphy)\b/i.test(clause) &&
    REQUEST.test(clause) &&
    !/\b(track of|collection of|save|store|bookmark)\b/i.test(clause),
  parts(clauses, request): Parts {
    const [key = "GIPHY_API_KEY"] = /\b[A-Z]+_(?:API_)?KEY\b/.exec(request) ?? [];
    const tenor = /\btenor\b/i.test(clauses);
    return {
      slug: "giphy",
      subject: "GIFs in responses with the Giphy API",
      actions: [
        {
          name: "sendGif",
          description: `Search {GIPHY_BASE_URL}/v1/gifs/search?api_key=..&q=..&limit=10&rating=pg and reply with one GIF as an attachment (url, contentType image/gif). Not available without ${key}.`,
          parameters: { searchTerm: text("What the GIF should show") },
        },
      ],
      environmentVariables: [
        { name: key, description: "Giphy API key", required: true, sensitive: true },
        {
          name: "GIPHY_BASE_URL",
          description: "Address of the Giphy API",
          required: false,
          sensitive: false,
          default: "https://api.giphy.com",
        },
      ],
      ...(tenor && {
        missing: [
          "GIFs from Tenor: I only know Giphy. It would help to ask for Giphy, or to name the endpoint and its key.",
        ],
      }),
    };
  },
};

/** What one currency is worth in another. */
export const exchange: Topic = {
  asks: (clause) =>
    /\b(exchange rates?|currency (conversion|converter|rates?|exchange)|convert\w* (\w+ ){0,3}(currenc\w+|money|euros?|dollars?|eur|usd)|foreign exchange|forex)\b/i.test(
      clause,
    ) && !/\b(bitcoin|crypto\w*|eth|btc)\b/i.test(clause),
  continues: (clause) => /\b(currenc\w+|amount|eur|usd|dollars?|euros?|convert\w*)\b/i.test(clause),
  parts(clauses): Parts {
    const currency = (what: string) => text(`${what} as ISO 4217 code such as EUR`);
    const converts = /\bconver\w+|\bamounts?\b/i.test(clauses);
    const rate = !converts || /\brates?\b/i.test(clauses);
    return {
      slug: "exchange-rates",
      subject: "exchange rates",
      actions: [
        ...(rate
          ? [
              {
                name: "getExchangeRate",
                description:
                  "GET {EXCHANGE_RATES_BASE_URL}/v1/latest?base={from}&symbols={to}: get the current exchange rate between two currencies",
                parameters: {
                  from: currency("Currency to convert from"),
                  to: currency("Currency to convert to"),
                },
              },
            ]
          : []),
        ...(converts
          ? [
              {
                name: "convertCurrency",
                description:
                  "GET {EXCHANGE_RATES_BASE_URL}/v1/latest?amount={amount}&base={from}&symbols={to}: convert an amount from one currency to another at the current rate",
                parameters: {
                  amount: {
                    type: "number" as const,
                    description: "How much to convert",
                    required: true,
                  },
                  from: currency("Currency to convert from"),
                  to: currency("Currency to convert to"),
                },
              },
            ]
          : []),
      ],
      providers: [
        {
          name: "exchangeRates",
          description: "Provides the latest API response with exchange rates",
        },
      ],
      environmentVariables: [
        {
          name: "EXCHANGE_RATES_BASE_URL",
          description: "Address of the exchange rate API",
          required: false,
          sensitive: false,
          default: "https://api.frankfurter.dev",
        },
      ],
      assumptions: [
        "Exchange rates come from Frankfurter (reference rates of the European Central Bank), which needs no key.",
      ],
    };
  },
};
