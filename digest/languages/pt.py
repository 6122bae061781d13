"""Portuguese."""

from digest.languages.kinds import (
    Bylines,
    Dates,
    Furniture,
    Language,
    Leaving,
    Names,
    Pages,
    Rules,
    Speech,
    Words,
    phrases,
    words,
)

_SAID = (
    r"disse|diz|afirmou|afirma|explicou|explica|acrescentou|acrescenta|declarou|declara|ressaltou|ressalta|destacou|destaca"
    r"|contou|conta|comentou|comenta|escreveu|alertou|lamentou|garantiu|garante|sublinhou|concluiu|respondeu|lembrou|frisou"
)

LANGUAGE = Language(
    codes=("pt", "por"),
    name="portuguese",
    rules=Rules(
        abbreviations=words(
            "sr sra dr dra prof profa st sto sta D R d p pp pág art n nº n.º vol cf ex p.ex av tel eng gen"
        ),
        word_or_short=words("art"),
        compounds=(),
        endings=words("etc s.a ltda cia eua"),
        behind_hours=frozenset(),
        ordinal_dot=False,
        starters=words(
            "o a os as um uma em no na nos nas de do da dos das por para com sem sobre após segundo desde até entre ele"
            " ela eles elas se seu sua este esta esse essa isto isso e ou mas quando como porque embora enquanto não que"
            " quem também além já"
        ),
        stop_words=frozenset(),
        dangling=phrases(
            "ele, ela, eles, elas, este, esta, isto, estes, estas, esse, essa, isso, esses, essas, seus, seu, suas, "
            "sua, mas, e, ou, nem, porém, contudo, no entanto, entretanto, todavia, além disso, também, assim, então, "
            "depois, por isso, portanto, em vez disso, ambos, ambas, tal, tais, outro, outra, outros, outras, por "
            "exemplo, por outro lado, de fato"
        ),
        adding=words("também"),
        first_person=words("eu me mim meu minha meus minhas nós nosso nossa nossos nossas"),
        i=words("eu"),
        pronouns=words("ele ela eles elas este esta"),
        inside=words("esta este estas estes essa esse essas esses mesmo"),
        pointing=(
            r"\b(?:est[ea]|ess[ea])s?\s+(?!semana|ano|mês|manhã|noite|tarde|verão|inverno|temporada|vez|dia|segunda|terça|quarta|quinta"
            r"|sexta|sábado|domingo|é\b)\w|\bno\s+mesmo\s+dia\b"
        ),
        people="",
        introducing="",
        background=(
            r"\b(?:1[89]\d\d|20\d\d|desde|há|anteriormente|antes|históric\w+|(?:ano|mês|semana) passad[oa]|últimos|havia[m]?"
            r"|tinha[m]?|poderia[m]?|seria[m]?|jamais)\b"
        ),
        unfinished=words("o a os as um uma de do da dos das no na em por para com"),
        unjoined=frozenset(),
    ),
    speech=Speech(
        verbs=_SAID,
        inverted=_SAID,
        sources=r"segundo|de acordo com",
        more=r"acrescentou|acrescenta",
        pronouns=r"ele|ela",
        joined="",
        more_joined="",
        adverbs=r"também|\w+mente",
    ),
    names=Names(
        short=r"Sr|Sra",
        particles=r"dos|das|do|da|de",
        courtesy=frozenset(),
        titles=words("Dr."),
        no_names="",
        days=frozenset(),
        joining=words("e ou &"),
        governing=words("de do da dos das a ao em no na com por para e o os um uma segundo que"),
        belonging=words("por para"),
        offices=words("presidente ministro ministra prefeito advogado"),
        of_office=words("do da dos de"),
    ),
    bylines=Bylines(
        by=r"por",
        written=r"escrito",
        label=r"texto|autora?",
        joining=r"e",
        behind="",
        particles=words("da de dos e"),
        desks=words("redação"),
        roles=frozenset(),
        nobody=words("desconhecido redator redatora usuário"),
    ),
    furniture=Furniture(
        invitations={
            "inscreva": r"\binscreva-se\b",
            "assine": r"^\W*assine\b",
            "leia": r"\bleia\s+(?:também|mais)\b",
            "clique": r"\bclique\s+(?:aqui|em)\b",
            "siga": r"\bsiga-nos\b|^\W*siga\s+(?:o|a|nosso|nossa)\b.{0,40}\b(?:instagram|facebook|twitter|whatsapp|telegram|canal)\b",
            "receba": r"^\W*receba\b.{0,60}\b(?:newsletter|boletim|e-mail|email|notícias)\b",
            "compartilhe": r"^\W*compartilhe\b",
            "partilhe": r"^\W*partilhe\b",
            "veja": r"^\W*veja\s+(?:também|mais|aqui)\b",
            "cadastre": r"\bcadastre-se\b",
            "direitos": r"\btodos\s+os\s+direitos\s+reservados\b",
            "newsletter": r"\bnossa\b.{0,20}\bnewsletter\b",
            "cookies": r"\b(?:utilizamos|usamos|este\s+site)\b.{0,40}\bcookies\b",
            "anterior": r"\buma\s+versão\s+anterior\s+de(?:ste|\s+este|sta|\s+esta)\b",
            "primeiro": r"^\W*o\s+(?:post|conteúdo|artigo)\b.{1,250}\b(?:apareceu|aparece)\s+primeiro\s+em\b",
        },
        labels=r"fotos?|fontes?|legenda|crédito|saiba mais|correção|errata|ao vivo|marcadores",
        stamps="",
        buttons=words(
            "compartilhar compartilhe partilhar no na copiar comentários fechar pesquisar início voltar ao topo publicidade"
            " leia mais também próximo salvar"
        ),
        tails=r"(?:leia|saiba|ler) mais|continue lendo",
        lead_ins="",
        lead_outs="",
        pictured=r"na (?:foto|imagem)[^()]{0,30}|à esquerda|à direita|fotos?",
        pictures=r"ilustração|foto|imagem",
        no_titles=phrases(
            "sem título, sem titulo, sem assunto, nova publicação, publicação, foto, imagem, citação, ligação, rascunho, página inicial"
        ),
    ),
    dates=Dates(
        months=(
            "janeiro jan",
            "fevereiro fev",
            "março mar",
            "abril abr",
            "maio mai",
            "junho jun",
            "julho jul",
            "agosto ago",
            "setembro set",
            "outubro out",
            "novembro nov",
            "dezembro dez",
        ),
        days=words("segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"),
        beside=words("segunda terça quarta quinta sexta feira há às atualizado atualizada dias em"),
        ordinals=r"º",
        of=r"de",
        at="",
    ),
    leaving=Leaving(
        wishes=(
            r"(?:cancelar|anular)(?: (?:a )?(?:minha )?(?:assinatura|inscri[çc][ãa]o|subscri[çc][ãa]o))?"
            r"|descadastrar(?:-me)?|descadastro|remover|sair"
        ),
        polite=r"por favor|quero|gostaria de",
        thanks=r"obrigad[oa]",
        lists=r"listas?|bolet[íi]m",
        off=r"da|do|de",
    ),
    words=Words(
        number="N.º {}",
        stories={"one": "{} notícia", "other": "{} notícias"},
        minutes={"one": "{} minuto", "other": "{} minutos"},
        reading="{}\u00a0min\u00a0de\u00a0leitura",
        paid="para assinantes",
        also="Também em:",
        adds="{} acrescenta:",
        update="Atualização: novo desde o n.º {} de {}",
        update_since="Atualização: novo desde {}",
        daily="De {}, n.º {} de {}",
        brief="Em resumo",
        note="Nota da redação",
        remark="Nota da redação:",
        corrections={"one": "Correção", "other": "Correções"},
        corrects="N.º {} de {}:",
        verbatim="Cada frase foi tirada palavra por palavra do seu artigo.",
        why="Recebe este e-mail por causa da sua assinatura de {}.",
        unsubscribe="Cancelar a assinatura",
        places="Cada uma leva ao seu lugar no texto.",
        picture="Imagem",
        links="Ligações",
        online="Ler online",
        pages=Pages(
            issues="Edições",
            none="Ainda não foi enviada nenhuma edição.",
            leave=(
                "Cancelar a assinatura de {}",
                "Não receberá mais edições. Nada muda enquanto não usar o botão.",
            ),
            left=(
                "A sua assinatura de {} foi cancelada",
                "Não receberá mais edições. Uma que já esteja a caminho ainda pode chegar.",
            ),
            copy=(
                "Isto é uma cópia da edição",
                "O seu próprio link está no fim do seu próprio e-mail.",
            ),
            missing=(
                "Não há nada aqui",
                "O link pode não estar completo. Se vem de um e-mail, abra-o de novo a partir dele.",
            ),
            down=(
                "Tente de novo mais tarde",
                "Algo não funciona do nosso lado neste momento. Tente de novo dentro de alguns minutos.",
            ),
            newer="Mais recente",
            older="Anterior",
        ),
    ),
)
