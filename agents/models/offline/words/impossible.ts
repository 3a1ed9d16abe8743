const wishes: { wanted: RegExp; what: string }[] = [
  {
    wanted:
      /\b(predict\w*|foretell\w*|foresee\w*|forecast\w*|next|tomorrow|upcoming|future|will|winning)\b[^.!?\n]{0,60}\b(lottery|lotto|powerball|euromillions|jackpot|winning numbers)\b|\b(lottery|lotto|powerball|euromillions|winning numbers)\b[^.!?\n]{0,60}\b(next|tomorrow|upcoming|future|before (they are|it is) drawn|predict\w*|will)\b/,
    what: "Nobody can know lottery numbers before they are drawn",
  },
  {
    wanted:
      /\b(predict|predicts|predicting|prediction of|foretell\w*|foresee\w*)\b[^.!?\n]{0,60}\b(stocks?|shares?|bitcoin|crypto\w*|coins?|prices?|markets?|exchange rates?|races?|match(es)?|games?|elections?|earthquakes?|winners?|results?|the future|future events?|future|what will happen|deaths?|accidents?)\b|\b(tomorrow'?s?|next (week|month|year)'?s?|future)\b[^.!?\n]{0,30}\b(stock|share|bitcoin|crypto\w*|market|lottery|coin|token) ?(prices?|values?|winners?|numbers?|rates?|news)\b|\b(stock|share|bitcoin|crypto\w*|market|token) (prices?|values?|rates?)\b[^.!?\n]{0,30}\b(of |for |from )?(tomorrow|next (week|month|year)|in the future)\b|\b(tells?|know|knows|say|says|see|sees|reads?)\b[^.!?\n]{0,15}\bthe future\b|\bnews of tomorrow\b/,
    what: "Nobody can know future events such as prices or results in advance",
  },
  {
    wanted:
      /\b(tomorrow'?s?|next (week|month|year)'?s?)\b[^.!?\n]{0,30}\b(newspapers?|news|headlines|results|events)\b|\b(newspapers?|news|headlines|results) (of|from) (tomorrow|next (week|month|year)|the future)\b/,
    what: "Nobody can know what has not happened yet",
  },
  {
    wanted:
      /\bp (equals|=+|vs\.?|versus|is equal to) np\b|\b(prov\w+|solv\w+) (the )?(riemann|goldbach|collatz)\b/,
    what: "This is an open question of mathematics",
  },
  {
    wanted: /\bperpetual[ -]motion\b|\bfree energy (device|machine|generator)\b/,
    what: "A perpetual motion machine cannot exist",
  },
  {
    wanted: /\btime[ -]?machine\b(?! learning)|\btravel\w*( back)? (in|through) time\b/,
    what: "Nobody can travel in time",
  },
  {
    wanted:
      /\bread(s|ing)? (my|the user'?s|people'?s|their|users'|someone'?s|other people'?s) (mind|minds|thoughts)\b|\btelepath\w*|\bknow(s)? what (i|the user|users|people) (am |is |are )?think/,
    what: "Nobody can read thoughts",
  },
  {
    wanted:
      /\bhalting problem\b|\bdecides? whether (any|every|an arbitrary) program (halts|stops|terminates)\b/,
    what: "No program can decide for every program whether it stops",
  },
  {
    wanted:
      /\b(talk|speak|communicat\w*|chat)\w* (with|to) (the dead|ghosts|dead people|spirits|my (late|dead) \w+)\b/,
    what: "Nobody can talk to the dead",
  },
  {
    wanted:
      /\bguarantee(s|d|ing)?\b[^.!?\n]{0,30}\b(profits?|wins?|winning|returns|riches)\b|\balways (wins?|makes? (a )?profit)\b[^.!?\n]{0,30}\b(trad\w+|bet\w*|market|casino|roulette|stock\w*)?\b/,
    what: "Nobody can guarantee profits",
  },
  {
    wanted:
      /\bfaster than light\b|\bresurrect\w*|\bimmortal(ity)?\b|\bcompress(es)? (any|every) (file|data) (to|into) (one|a single|1) (bit|byte)\b/,
    what: "This goes against what nature or mathematics allows",
  },
  {
    wanted:
      /(预测|預測)[^。！？\n]{0,12}(彩票|股票|股价|未来|比特币)|(下一期|下期|明天的)(彩票|中奖号码|股价)|lottozahlen\b[^.!?\n]{0,30}(nächst|vorher|kommend|morgen)|\b(nächst\w*|vorher\w*|kommend\w*)\b[^.!?\n]{0,30}lottozahlen|\b(números|numeros) (ganadores|de la lotería)\b[^.!?\n]{0,30}(próxim|futur|mañana)|\b(numéros (gagnants|du loto))\b[^.!?\n]{0,30}(prochain|futur|demain)/,
    what: "Nobody can know such things in advance",
  },
];

/** Why nobody can build what is asked for, in a sentence or two; `undefined` when nothing speaks against it. */
export function impossible(text: string): string | undefined {
  const words = text
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[_\s]+/g, " ")
    .replace(/’/g, "'")
    .toLowerCase();
  const wish = wishes.find(({ wanted }) => wanted.test(words));
  return (
    wish &&
    `${wish.what}, so this cannot be done, and I don't build plugins that pretend. I can keep, look up or show things that are already known.`
  );
}
