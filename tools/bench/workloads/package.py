"""The package around a document: twelve parts, about what word processors write."""
import os
import zipfile

from wordml import FONTS, NS


def static_parts():
    decl = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    ct = "application/vnd.openxmlformats-officedocument."
    wp = ct + "wordprocessingml."
    overrides = [("/word/document.xml", wp + "document.main+xml"), ("/word/styles.xml", wp + "styles+xml"),
                 ("/word/settings.xml", wp + "settings+xml"), ("/word/webSettings.xml", wp + "webSettings+xml"),
                 ("/word/fontTable.xml", wp + "fontTable+xml"), ("/word/header1.xml", wp + "header+xml"),
                 ("/word/theme/theme1.xml", ct + "theme+xml"),
                 ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
                 ("/docProps/app.xml", ct + "extended-properties+xml")]
    parts = {}
    parts["[Content_Types].xml"] = (
        decl + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{p}" ContentType="{t}"/>' for p, t in overrides) + "</Types>")
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    prel = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["_rels/.rels"] = (
        decl + f'<Relationships xmlns="{prel}">'
        f'<Relationship Id="rId1" Type="{rel}officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{prel}/metadata/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{rel}extended-properties" Target="docProps/app.xml"/></Relationships>')
    targets = [("styles", "styles.xml"), ("settings", "settings.xml"), ("webSettings", "webSettings.xml"),
               ("fontTable", "fontTable.xml"), ("theme", "theme/theme1.xml"), ("header", "header1.xml")]
    parts["word/_rels/document.xml.rels"] = (
        decl + f'<Relationships xmlns="{prel}">'
        + "".join(f'<Relationship Id="rId{i}" Type="{rel}{t}" Target="{f}"/>'
                  for i, (t, f) in enumerate(targets, 1)) + "</Relationships>")
    # styles: document defaults, latent styles and a set of built-in styles, about as long as
    # what word processors write
    latent = ["Normal"] + [f"heading {i}" for i in range(1, 10)] + [f"index {i}" for i in range(1, 10)] \
        + [f"toc {i}" for i in range(1, 10)]
    latent += ["Normal Indent", "footnote text", "annotation text", "header", "footer", "index heading",
               "caption", "table of figures", "envelope address", "envelope return", "footnote reference",
               "annotation reference", "line number", "page number", "endnote reference", "endnote text",
               "table of authorities", "macro", "toa heading", "List", "List Bullet", "List Number"]
    latent += [f"List {i}" for i in range(2, 6)] + [f"List Bullet {i}" for i in range(2, 6)]
    latent += ["Title", "Closing", "Signature", "Default Paragraph Font", "Body Text", "Body Text Indent",
               "Subtitle", "Salutation", "Date", "Hyperlink", "Strong", "Emphasis", "Plain Text", "Table Grid"]
    for base in ("Light Shading", "Light List", "Light Grid", "Medium Shading 1", "Medium Shading 2",
                 "Medium List 1", "Medium List 2", "Medium Grid 1", "Medium Grid 2", "Medium Grid 3",
                 "Dark List", "Colorful Shading", "Colorful List", "Colorful Grid", "Grid Table 1 Light",
                 "Grid Table 2", "Grid Table 3", "Grid Table 4", "Grid Table 5 Dark", "Grid Table 6 Colorful",
                 "Grid Table 7 Colorful", "List Table 1 Light", "List Table 2", "List Table 3",
                 "List Table 4", "List Table 5 Dark", "List Table 6 Colorful", "List Table 7 Colorful"):
        latent += [base] + [f"{base} Accent {i}" for i in range(1, 7)]
    styles = [f'{decl}<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr>{FONTS}'
              '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="en-US" w:bidi="ar-SA"/>'
              '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="264" '
              'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
              f'<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" '
              f'w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="{len(latent)}">']
    for i, n in enumerate(latent):
        styles.append(f'<w:lsdException w:name="{n}" w:semiHidden="1" w:uiPriority="{i % 99}" '
                      'w:unhideWhenUsed="1"/>')
    styles.append("</w:latentStyles>"
                  '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
                  '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
                  '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
                  '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
                  '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
                  '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
                  '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>')
    for i in range(1, 10):
        styles.append(f'<w:style w:type="paragraph" w:styleId="Heading{i}"><w:name w:val="heading {i}"/>'
                      '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/>'
                      f'<w:keepLines/><w:spacing w:before="240"/><w:outlineLvl w:val="{i - 1}"/></w:pPr>'
                      f'<w:rPr>{FONTS}<w:b/><w:bCs/></w:rPr></w:style>')
    styles.append("</w:styles>")
    parts["word/styles.xml"] = "".join(styles)
    parts["word/settings.xml"] = (
        decl + f'<w:settings {NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        + "".join(f'<w:compatSetting w:name="{n}" w:uri="http://schemas.microsoft.com/office/word" w:val="{x}"/>'
                  for n, x in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1),
                               ("enableOpenTypeFeatures", 1), ("doNotFlipMirrorIndents", 1)))
        + '</w:compat><w:rsids>' + "".join(f'<w:rsid w:val="00{0x4A1000 + 977 * i:06X}"/>' for i in range(40))
        + '</w:rsids><w:themeFontLang w:val="vi-VN"/></w:settings>')
    parts["word/webSettings.xml"] = decl + f'<w:webSettings {NS}><w:optimizeForBrowser/></w:webSettings>'
    parts["word/fontTable.xml"] = decl + f"<w:fonts {NS}>" + "".join(
        f'<w:font w:name="{n}"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/>'
        '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
        for n in ("Times New Roman", "Calibri", "Symbol", "Cambria")) + "</w:fonts>"
    parts["word/header1.xml"] = (
        decl + f'<w:hdr {NS}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>')
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    colours = [("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "44546A"), ("lt2", "E7E6E6"), ("accent1", "4472C4"),
               ("accent2", "ED7D31"), ("accent3", "A5A5A5"), ("accent4", "FFC000"), ("accent5", "5B9BD5"),
               ("accent6", "70AD47"), ("hlink", "0563C1"), ("folHlink", "954F72")]
    scripts = ["Jpan", "Hang", "Hans", "Hant", "Arab", "Hebr", "Thai", "Ethi", "Beng", "Gujr", "Khmr", "Knda",
               "Guru", "Cans", "Cher", "Yiii", "Tibt", "Thaa", "Deva", "Telu", "Taml", "Syrc", "Orya", "Mlym",
               "Laoo", "Sinh", "Mong", "Viet", "Uigh", "Geor"]
    font = ('<a:latin typeface="Times New Roman"/><a:ea typeface=""/><a:cs typeface=""/>'
            + "".join(f'<a:font script="{s}" typeface="Times New Roman"/>' for s in scripts))
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    grad = ('<a:gradFill rotWithShape="1"><a:gsLst>'
            + "".join(f'<a:gs pos="{p}"><a:schemeClr val="phClr"><a:lumMod val="{110 - p // 10000}000"/>'
                      f'<a:satMod val="105000"/><a:tint val="67000"/></a:schemeClr></a:gs>' for p in (0, 50000, 100000))
            + '</a:gsLst><a:lin ang="5400000" scaled="0"/></a:gradFill>')
    ln = ('<a:ln w="{w}" cap="flat" cmpd="sng" algn="ctr">' + fill
          + '<a:prstDash val="solid"/><a:miter lim="800000"/></a:ln>')
    parts["word/theme/theme1.xml"] = (
        decl + f'<a:theme {a} name="Office"><a:themeElements><a:clrScheme name="Office">'
        + "".join(f'<a:{n}><a:srgbClr val="{c}"/></a:{n}>' for n, c in colours)
        + f'</a:clrScheme><a:fontScheme name="Office"><a:majorFont>{font}</a:majorFont>'
        f'<a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme name="Office">'
        f'<a:fillStyleLst>{fill}{grad}{grad}</a:fillStyleLst><a:lnStyleLst>'
        + "".join(ln.replace("{w}", str(w)) for w in (6350, 12700, 19050))
        + '</a:lnStyleLst><a:effectStyleLst>' + "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
        + f'</a:effectStyleLst><a:bgFillStyleLst>{fill}{fill}{grad}</a:bgFillStyleLst></a:fmtScheme>'
        '</a:themeElements></a:theme>')
    parts["docProps/core.xml"] = (
        decl + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title></dc:title><dc:creator>bench</dc:creator>'
        '<cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">2021-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2021-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>')
    parts["docProps/app.xml"] = (
        decl + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        '<Application>Microsoft Office Word</Application><Pages>1</Pages><AppVersion>16.0000</AppVersion></Properties>')
    return parts


def write_docx(path, document_xml):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    parts = static_parts()
    order = ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
    parts["word/document.xml"] = document_xml
    order += [p for p in parts if p not in order]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as z:
        for name in order:
            info = zipfile.ZipInfo(name, (2021, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, parts[name].encode("utf-8"))
