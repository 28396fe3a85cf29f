using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Bantam.Architecture.Tests;

/// <summary>
/// An example in a Markdown page: a fence marked <c>csharp</c>. What a reader does not need to see (usings, values that the text
/// introduced) stands in a comment that begins with <c>&lt;!-- prelude</c>; it holds for the rest of the page, until the next one.
/// </summary>
/// <param name="Page">The page's path in the repository.</param>
/// <param name="Line">The number of the fence's line.</param>
/// <param name="Prelude">The hidden lines.</param>
/// <param name="Code">The visible lines.</param>
internal sealed record CodeBlock(string Page, int Line, string Prelude, string Code)
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(
        file => MetadataReference.CreateFromFile(file)),
    ];

    /// <summary>The examples of a page, in order.</summary>
    public static IEnumerable<CodeBlock> Read(string page)
    {
        var lines = Checkout.Read(page).ReplaceLineEndings("\n").Split('\n');
        var prelude = "";
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("<!-- prelude", StringComparison.Ordinal)) prelude = Until("-->", lines, ref i);
            else if (lines[i] == "```csharp") yield return new CodeBlock(page, i + 1, prelude, Until("```", lines, ref i));
        }
    }

    /// <summary>The compiler's errors, each with the page's line.</summary>
    public IReadOnlyList<string> Compile()
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        var text = $"{Prelude}\n#line {Line + 1} \"{Page}\"\n{Code}";
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(text), options, Page);
        var kind = tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any()
            ? OutputKind.ConsoleApplication
            : OutputKind.DynamicallyLinkedLibrary;
        var compilation = CSharpCompilation.Create(
            "Example", [CSharpSyntaxTree.ParseText(ImplicitUsings, options), tree], References,
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        return
        [
            .. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => $"{Place(diagnostic)}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}"),
        ];
    }

    private static string Place(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetMappedLineSpan();
        return $"{span.Path}({span.StartLinePosition.Line + 1})";
    }

    private static string Until(string end, string[] lines, ref int i)
    {
        var first = i + 1;
        while (++i < lines.Length && lines[i].Trim() != end) { }
        return string.Join('\n', lines[first..Math.Min(i, lines.Length)]);
    }
}
