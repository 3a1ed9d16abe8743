import type { MisuseRule } from "./misuse-rules.ts";

/*
 * The commonest requests for harm in other languages, by their plain words. Letters with accents end a word for `\b`,
 * and other scripts have no words at all for it: there the stems stand alone.
 */

const GERMAN_UNLESS =
  /\b(warn|schütz|erkenn|verhinder|blockier|filter|prüf|anzeig)\w*|erkennung|abwehr|schutz/;
const SPANISH_UNLESS = /\b(avis|proteg|detect|bloque|evit|filtr|comprueb)\w*/;
const FRENCH_UNLESS = /\b(avert|protég|détect|bloqu|prévien|prévenir d|filtr|vérifi)\w*/;
const RUSSIAN_UNLESS = /обнаруж|предупре|защи[тщ]|блокир|фильтр|провер/;
const CHINESE_UNLESS = /检测|防止|防护|警告|识别|拦截|过滤|検出|防止/;

export const foreignMisuseRules: MisuseRule[] = [
  // Chinese and Japanese
  {
    wrong:
      /(窃取|盗取|偷取|偷走|盗窃|盜取|竊取|骗取|转走|盗走)[^。！？\n]{0,30}(密码|密碼|助记词|助記詞|私钥|私鑰|钱包|錢包|cookie|令牌|凭证|信用卡|账号|帐号|资金|数据)|(钱包|账户)[^。！？\n]{0,10}(盗|转走|清空)|转走[^。！？\n]{0,20}(资金|余额|代币)|(パスワード|秘密鍵|シードフレーズ|クッキー|ウォレット)[^。\n]{0,20}(盗|抜き取)/,
    unless: CHINESE_UNLESS,
    harm: "steal secrets or money from people",
  },
  {
    wrong:
      /(勒索软件|勒索病毒|木马|后门|键盘记录|恶意软件|僵尸网络|钓鱼(网站|邮件|页面|链接)|挖矿(木马|程序|脚本)|拒绝服务攻击|ddos ?攻击|伪造[^。！？\n]{0,8}(网站|页面|登录)|ランサムウェア|マルウェア|キーロガー|バックドア|フィッシング)|加密[^。！？\n]{0,15}文件[^。！？\n]{0,15}(赎金|付款|勒索)|(群发|大量发送)[^。！？\n]{0,10}(垃圾|广告)/,
    unless: CHINESE_UNLESS,
    harm: "attack people's computers",
  },
  {
    wrong:
      /(偷偷|秘密|暗中|悄悄)[^。！？\n]{0,20}(发送|上传|监视|监听|记录用户|录音|读取|拍|挖)|(监视|监听|偷看)[^。！？\n]{0,12}(妻子|老婆|丈夫|老公|女友|男友|同事|员工|用户|聊天|消息|短信)|(不让|不告诉|不要告诉|不要让)(用户|他们|任何人)[^。\n]{0,4}(知道|发现)?[^。\n]{0,20}(发送|上传|收集)|(发送|上传|收集|转发)[^。！？\n]{0,30}(不要告诉|不让|不告诉|瞒着)(用户|他们|任何人)/,
    harm: "spy on people",
  },
  // German
  {
    wrong:
      /\b(stiehlt|stehlen|stehle|klaut|klauen|entwendet|entwenden|abgreif\w*|abgreift)\b|\b(passwörter|cookies|zugangsdaten|seed[- ]?phrases?|private schlüssel)\b[^.!?\n]{0,40}\b(stiehlt|stehlen|klaut|klauen|abgreif\w*|ausliest|ausspäh\w*|schickt|sendet|hochl\w+)\b|\b(leert|leeren|plünder\w*)\b[^.!?\n]{0,25}\b(wallets?|konten|geldbörsen|brieftaschen)\b/,
    unless: GERMAN_UNLESS,
    harm: "steal secrets or money from people",
  },
  {
    wrong:
      /\b(heimlich|unbemerkt|ohne (das )?wissen|ohne zustimmung|ohne dass)\b[^.!?\n]{0,60}\b(send\w*|schick\w*|aufzeichn\w*|aufnimmt|aufnehm\w*|mitles\w*|mitliest|überwach\w*|mitschneid\w*|merk\w*|auslies\w*|ausles\w*|installier\w*|schürf\w*)|\b(send\w*|schick\w*|schreib\w*|kopier\w*|leite\w*|lädt)\b[^.!?\n]{0,80}\b(ohne|damit|sodass)\b[^.!?\n]{0,20}\b(zu sagen|zu informieren|zu fragen|bescheid|niemand|merkt|merken|wissen)\b|\bausspionier\w*|\btastatureingaben\b/,
    unless: GERMAN_UNLESS,
    harm: "act on people's data behind their back",
  },
  {
    wrong:
      /\b(erpressungs(software|trojaner)|schadsoftware|trojaner|hintertür|festplatte (löscht|löschen|formatier\w+)|lösegeld)\b|(schürf\w*|mint)[^.!?\n]{0,40}(fremde\w*|heimlich|bitcoin|monero)|(bitcoin|monero)[^.!?\n]{0,40}schürf\w*|\b(spam|werbung)\b[^.!?\n]{0,30}\b(an alle|massenhaft)\b|\bgefälschte\w* (login|anmelde|bank)/,
    unless: GERMAN_UNLESS,
    harm: "harm people or their machines",
  },
  // Spanish
  {
    wrong:
      /\b(rob(a|e|ar|ando)|hurt(a|ar)|vac[ií](a|ar|e)|drena\w*)(?![a-zí])[^.!?\n]{0,40}(contraseñas?|claves?|cookies|billeteras?|carteras?|monederos?|frases? semilla|tokens?|credenciales|tarjetas|fondos)/,
    unless: SPANISH_UNLESS,
    harm: "steal secrets or money from people",
  },
  {
    wrong:
      /\bespi(ar|e|a|ando)\b[^.!?\n]{0,30}(esposa|marido|novi[oa]|pareja|usuarios?|mensajes|personas|emplead\w+)|\b(sin que (el|la|los|las) (usuari\w+|persona|víctima)|a escondidas|en secreto)\b[^.!?\n]{0,60}(env[ií]\w+|grab\w+|registr\w+|instal\w+|min\w+|sepa|note)|\b(env[ií]a|env[ií]e|copi|reenv|graba|mina)\w*[^.!?\n]{0,80}(sin (avisar|decir|informar|permiso|consentimiento|que)|a escondidas|en secreto)|pulsaciones de tecla/,
    unless: /\b(proteg|detect|bloque|evit)\w*/,
    harm: "act on people's data behind their back",
  },
  {
    wrong:
      /\b(programa malicioso|puerta trasera|secuestro de archivos|borr(a|e|ar) el disco)\b|\bcifr\w*[^.!?\n]{0,40}rescate|denegación de servicio|spam a (todos|todas)|página falsa/,
    unless: SPANISH_UNLESS,
    harm: "harm people or their machines",
  },
  // French
  {
    wrong:
      /\b(vol(e|er|ant)|dérob(e|er|ant)|pirat(e|er)|vid(e|er)|siphonn\w*)\b[^.!?\n]{0,40}(mots? de passe|cookies|portefeuilles?|clés?|phrases? (de récupération|secrètes?)|jetons?|identifiants|cartes?)/,
    unless: FRENCH_UNLESS,
    harm: "steal secrets or money from people",
  },
  {
    wrong:
      /\bespionn\w+|(à l'insu|en secret|en cachette|sans (que|le consentement|prévenir|le dire|avertir|informer))(?![a-z])[^.!?\n]{0,60}(envo\w+|enregistr\w+|surveill\w+|install\w+|min(e|er)\b|sache|utilisateur)|\b(envo|copi|enregistr|transm|min)\w*[^.!?\n]{0,80}(à l'insu|en secret|en cachette|sans (prévenir|le dire|consentement))|enregistreur de frappe/,
    unless: /\b(protég|détect|bloqu|prévenir d)\w*/,
    harm: "act on people's data behind their back",
  },
  {
    wrong:
      /\b(rançongiciel|logiciel malveillant|porte dérobée|hameçonnage|efface(r)? le disque)|\bchiffr\w*[^.!?\n]{0,40}rançon|déni de service|\bspam\b[^.!?\n]{0,20}(à tous|aux membres)/,
    unless: FRENCH_UNLESS,
    harm: "harm people or their machines",
  },
  // Russian
  {
    wrong:
      /(краж|крад[её]т|украс|ворует|воровать|похища|похити|опустоша|выводит|собирает)[^.!?\n]{0,40}(парол|сид-?фраз|кук[иу]|ключ|кошел|токен|данн|карт|криптокошел|аккаунт)/,
    unless: RUSSIAN_UNLESS,
    harm: "steal secrets or money from people",
  },
  {
    wrong:
      /(тайно|незаметно|скрытно|без ведома|втайне)[^.!?\n]{0,50}(отправ|запис|шл[её]т|пересыл|собира|следи|копир|майн)|(отправ|пересыл|копир)[^.!?\n]{0,60}(не говоря|без ведома|без согласия|чтобы никто|незаметно)|(следит|следить|шпион)[^.!?\n]{0,30}(жен|муж|девушк|парн|пользовател|сотрудник|людьми)|кейлог+ер|нажати[яй] клавиш/,
    unless: RUSSIAN_UNLESS,
    harm: "act on people's data behind their back",
  },
  {
    wrong:
      /вымогател|шифрует[^.!?\n]{0,40}выкуп|вредоносн|б[эе]кдор|троян|ddos|ддос|ботнет|рассыла[^.!?\n]{0,20}спам|спам[^.!?\n]{0,20}(всем|участник)|скрыт[^.!?\n]{0,10}майнер|фишинг|удал[^.!?\n]{0,15}все файлы|взлом/,
    unless: RUSSIAN_UNLESS,
    harm: "harm people or their machines",
  },
  // Italian, Portuguese, Dutch, Polish, Turkish, Korean
  {
    wrong:
      /\b(rub(a|are|i)|roub(a|ar|e))\b[^.!?\n]{0,40}(password|senhas?|cookies?|portafogl\w+|carteiras?|chiavi|chaves|credenzia\w+|credencia\w+)|\b(spiare|espionar|di nascosto|às escondidas)\b|\b(wachtwoorden|inloggegevens)\b[^.!?\n]{0,30}\b(stelen|steelt)\b|\bsteelt\b[^.!?\n]{0,30}\bwachtwoorden\b|\b(wykrada|kradnie|wysyła)\b[^.!?\n]{0,30}\bhasł|şifre\w*[^.!?\n]{0,20}çal|비밀번호[^.!?\n]{0,10}훔/,
    unless: /\b(rileva|previen|detecta|avvis|proteg|waarschuw|ostrzega|wykrywa)\w*/,
    harm: "harm people or take their data",
  },
];
