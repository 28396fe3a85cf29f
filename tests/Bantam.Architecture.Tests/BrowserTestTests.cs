namespace Bantam.Architecture.Tests;

/// <summary>./check leaves out what needs a browser, by its trait.</summary>
public sealed class BrowserTestTests
{
    [Fact]
    public void A_class_of_browser_tests_has_the_trait()
    {
        var violations = Checkout.Sources("tests").Where(file => Checkout.Read(file) is var text
            && text.Contains("Tests(" + "Chromium ", StringComparison.Ordinal)
            && !text.Contains("[Trait(\"Needs\", \"browser\")]", StringComparison.Ordinal)).ToArray();
        Assert.True(violations.Length == 0, $"[Trait(\"Needs\", \"browser\")] is missing: {string.Join(", ", violations)}");
    }
}
