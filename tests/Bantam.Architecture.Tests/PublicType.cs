using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bantam.Architecture.Tests;

/// <summary>A public type as a source file declares it at its top level.</summary>
/// <param name="Name">Its name; a generic one as in the names of files, <c>Name{T}</c>.</param>
/// <param name="IsEnum">Whether it is an enumeration, which may stand beside what uses it.</param>
/// <param name="IsPartial">Whether it is spread over several files.</param>
internal sealed record PublicType(string Name, bool IsEnum, bool IsPartial)
{
    public static IReadOnlyList<PublicType> Read(string file) =>
    [
        .. CSharpSyntaxTree.ParseText(Checkout.Read(file)).GetCompilationUnitRoot()
            .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>().Where(member => member.Modifiers.Any(SyntaxKind.PublicKeyword))
                .Select(Of).OfType<PublicType>(),
    ];

    private static PublicType? Of(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => new PublicType(
            type.Identifier.Text + Parameters(type), type is EnumDeclarationSyntax, type.Modifiers.Any(SyntaxKind.PartialKeyword)),
        DelegateDeclarationSyntax type => new PublicType(type.Identifier.Text, false, false),
        _ => null,
    };

    private static string Parameters(BaseTypeDeclarationSyntax type) => type is TypeDeclarationSyntax { TypeParameterList: { } list }
        ? $"{{{string.Join(',', list.Parameters.Select(parameter => parameter.Identifier.Text))}}}"
        : "";
}
