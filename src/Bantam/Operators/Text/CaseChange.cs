namespace Bantam.Operators.Text;

/// <summary>What becomes of the letters of a text.</summary>
public enum CaseChange
{
    /// <summary>They stay as they are.</summary>
    None,

    /// <summary>All become small.</summary>
    Lower,

    /// <summary>All become capitals.</summary>
    Upper,
}
