using Bantam.Operators;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bantam.Architecture.Tests;

/// <summary>An operator's document says which standard it follows, or that no file may hold it.</summary>
public sealed class OperatorDocumentTests
{
    private static readonly Dictionary<string, string> Documents = ReadDocuments();

    public static TheoryData<string> Operators =>
    [
        // An unknown operator is whatever a file says, a deferred one many, so there is no standard to link to.
        .. typeof(Operator).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(Operator)) && !type.IsAbstract && type.IsPublic)
            .Where(type => type != typeof(UnknownOperator) && type != typeof(Deferred)).Select(type => type.Name)
            .Order(StringComparer.Ordinal),
    ];

    [Theory, MemberData(nameof(Operators))]
    public void An_operator_links_to_its_standard_or_says_that_it_is_internal(string name)
    {
        Assert.True(Documents.TryGetValue(name, out var document), $"There is no record {name} in src/Bantam/Operators.");
        Assert.True(
            document.Contains("href=\"https://", StringComparison.Ordinal) || document.Contains("Internal", StringComparison.Ordinal),
            $"{name} > its document must link to the standard or say Internal; it is:\n{document}");
    }

    private static Dictionary<string, string> ReadDocuments()
    {
        var documents = new Dictionary<string, string>();
        foreach (var file in Checkout.Sources("src/Bantam/Operators"))
        {
            foreach (
                var type in CSharpSyntaxTree.ParseText(Checkout.Read(file)).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
            {
                documents[type.Identifier.Text] = type.GetLeadingTrivia().ToFullString();
            }
        }

        return documents;
    }
}
