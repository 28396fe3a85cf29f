using System.Text;
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

    /// <summary>The types of the runtime for TypeScript.</summary>
    public const string TypesFileName = "bantam.d.ts";

    /// <summary>The file of the module for pictures, which imports the runtime.</summary>
    public const string VisionFileName = "bantam-vision.js";

    /// <summary>Its types.</summary>
    public const string VisionTypesFileName = "bantam-vision.d.ts";

    private static readonly Lazy<byte[]> JoinedAndMinified = new(() => Minify(Join(FileName), FileName));
    private static readonly Lazy<byte[]> VisionJoinedAndMinified = new(() => Minify(Join(VisionFileName), VisionFileName));

    /// <summary>The runtime as a bundle has it.</summary>
    public static byte[] Minified => JoinedAndMinified.Value;

    /// <summary>The module for pictures as a bundle has it.</summary>
    public static byte[] VisionMinified => VisionJoinedAndMinified.Value;

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

    /// <summary>A module and all that it imports, as one. What it imports of the runtime stays an import.</summary>
    internal static string Join(string entry)
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
            var module = Read(name);
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

    [GeneratedRegex(@"^(?:export )?(?:async )?(?:function|class|const|let) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("^export (?=async |function |class |const )", RegexOptions.Multiline)]
    private static partial Regex ExportWord();
}
