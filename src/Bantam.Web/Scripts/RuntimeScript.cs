using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using NUglify;
using NUglify.JavaScript;

namespace Bantam.Web.Scripts;

/// <summary>
/// The hand-written JavaScript of a bundle, embedded in this assembly. Its modules import each other by name only, so joining them
/// is putting each after those that it imports and leaving the import and export words out.
/// </summary>
internal static partial class RuntimeScript
{
    /// <summary>The file of the joined modules.</summary>
    public const string FileName = "bantam.js";

    /// <summary>
    /// The part of the runtime that computes, which workers run: a file of its own, since bundlers take no worker that starts itself.
    /// </summary>
    public const string WorkerFileName = "bantam-worker.js";

    /// <summary>The types of the runtime for TypeScript.</summary>
    public const string TypesFileName = "bantam.d.ts";

    /// <summary>The file of the module for pictures, which imports the runtime.</summary>
    public const string VisionFileName = "bantam-vision.js";

    /// <summary>Its types.</summary>
    public const string VisionTypesFileName = "bantam-vision.d.ts";

    /// <summary>What stands in the scripts for the files of a bundle, and for the code of its worker.</summary>
    private const string Files = "\"BUNDLE FILES\"", WorkerCode = "\"BUNDLE WORKER\"";

    private static readonly Lazy<string> Page = new(() => JoinMinified(FileName));
    private static readonly Lazy<string> WorkerPart = new(() => JoinMinified(WorkerFileName));
    private static readonly Lazy<string> Whole = new(() => JoinMinified(FileName, ("parts.js", "single.js")));
    private static readonly Lazy<string> VisionPart = new(() => JoinMinified(VisionFileName));

    /// <summary>The part of the runtime that computes.</summary>
    public static byte[] Worker => Encoding.UTF8.GetBytes(WorkerPart.Value);

    /// <summary>The module for pictures as a bundle has it.</summary>
    public static byte[] VisionMinified => Encoding.UTF8.GetBytes(VisionPart.Value);

    /// <summary>The runtime as a bundle has it that has these files, by addresses that bundlers find.</summary>
    public static byte[] Minified(IEnumerable<string> files)
    {
        var addresses = files.Select(name => $"\"{name}\":new URL(\"./{name}\",import.meta.url)");
        return Encoding.UTF8.GetBytes(Put(Page.Value, Files, $"{{{string.Join(',', addresses)}}}"));
    }

    /// <summary>The runtime with all files of a bundle in it.</summary>
    /// <param name="manifest">The bundle's manifest.</param>
    /// <param name="files">The files that it names.</param>
    public static byte[] Single(ReadOnlySpan<byte> manifest, IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files)
    {
        var contents = new StringBuilder($"{{\"{Bundles.Manifest.FileName}\":").Append(Encoding.UTF8.GetString(manifest));
        foreach (var (name, bytes) in files) contents.Append($",\"{name}\":\"").Append(Convert.ToBase64String(bytes.Span)).Append('"');
        // A worker of a script that is part of another is no module, so that pages in a sandbox can start it.
        var script = ExportList().Replace(WorkerPart.Value, "");
        var worker = $"\"{JsonEncodedText.Encode(script, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
        return Encoding.UTF8.GetBytes(Put(Put(Whole.Value, WorkerCode, worker), Files, contents.Append('}').ToString()));
    }

    /// <summary>Its declarations.</summary>
    public static byte[] VisionTypes => Encoding.UTF8.GetBytes(Read(VisionTypesFileName));

    /// <summary>The declarations.</summary>
    public static byte[] Types => Encoding.UTF8.GetBytes(Read(TypesFileName));

    /// <summary>The text of an embedded file.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(RuntimeScript).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"{name} is not embedded in Bantam.Web.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Makes a module smaller and keeps its meaning.</summary>
    public static byte[] Minify(string code, string name)
    {
        // The minifier's search for code that nothing needs takes functions that are called, so it may not remove any.
        var settings = new CodeSettings { SourceMode = JavaScriptSourceMode.Module, LineTerminator = "\n", RemoveUnneededCode = false };
        var result = Uglify.Js(code, name, settings);
        var errors = result.Errors.Where(e => e.IsError).ToArray();
        if (errors.Length == 0) return Encoding.UTF8.GetBytes(result.Code);
        throw new InvalidOperationException($"{name} cannot be minified: {string.Join("; ", errors.AsEnumerable())}.");
    }

    /// <summary>
    /// A module and all that it imports, as one and small. Bundlers find files by the very text <c>import.meta.url</c>, and are told to
    /// leave an import alone whose address only a run knows.
    /// </summary>
    private static string JoinMinified(string entry, (string Module, string By)? replaced = null) => ComputedImport().Replace(
        Encoding.UTF8.GetString(Minify(Join(entry, replaced), entry)).Replace("(import.meta)", "import.meta", StringComparison.Ordinal),
        "import(/* webpackIgnore: true */ /* @vite-ignore */ ");

    private static string Put(string script, string place, string content) =>
        script.Split(place) is [var before, var after]
            ? string.Concat(before, content, after)
            : throw new InvalidOperationException($"The runtime has not one place for {place}.");

    /// <summary>A module and all that it imports, as one. What it imports of the runtime stays an import.</summary>
    /// <param name="entry">The module.</param>
    /// <param name="replaced">A module that another takes the place of.</param>
    internal static string Join(string entry, (string Module, string By)? replaced = null)
    {
        var text = new StringBuilder();
        var (exports, imports) = (new List<string>(), new SortedSet<string>(StringComparer.Ordinal));
        var declared = new Dictionary<string, string>();
        var done = new HashSet<string>();
        Add(entry);
        if (imports.Count > 0) text.Insert(0, $"import {{ {string.Join(", ", imports)} }} from \"./{FileName}\";\n");
        return text.Append("export { ").AppendJoin(", ", exports.Order(StringComparer.Ordinal)).Append(" };\n").ToString();

        void Add(string name)
        {
            if (!done.Add(name)) return;
            var module = Read(name == replaced?.Module ? replaced.Value.By : name);
            foreach (Match import in Link().Matches(module))
            {
                var file = import.Groups["file"].Value;
                if (file == FileName) imports.UnionWith(import.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries));
                else Add(file);
            }

            foreach (Match link in Link().Matches(module))
                if (link.Groups["word"].Value == "export")
                    exports.AddRange(link.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries));
            foreach (Match declaration in Declaration().Matches(module))
            {
                var known = declaration.Groups["name"].Value;
                if (!declared.TryAdd(known, name))
                    throw new InvalidOperationException(
                        $"{name} declares {known}, and so does {declared[known]}; joined modules share their names.");
            }

            text.Append(ExportWord().Replace(Link().Replace(module, ""), ""));
        }
    }

    [GeneratedRegex("""^(?<word>import|export) \{ (?<names>[\w, ]+) \} from "\./(?<file>[\w.]+)";\n""", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex(@"export\{[^}]*\};?\s*$")]
    private static partial Regex ExportList();

    [GeneratedRegex("""\bimport\((?!["'])""")]
    private static partial Regex ComputedImport();

    [GeneratedRegex(@"^(?:export )?(?:async )?(?:function|class|const|let) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("^export (?=async |function |class |const )", RegexOptions.Multiline)]
    private static partial Regex ExportWord();
}
