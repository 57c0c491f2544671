// Mantine, dressed from the tokens: it brings behaviour (focus traps, menus, layers), the look is ours.
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import surface from './surface.module.css';

/** Ten steps around the one accent; only Mantine's own internals ask for them. */
const petrol: MantineColorsTuple = [
  '#e8f3f5',
  '#dcebee',
  '#b5d6de',
  '#8ac0cd',
  '#6cbfd4',
  '#3d8ba0',
  '#1c6c82',
  '#0f5b70',
  '#0b4858',
  '#083744',
];

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 4 },
  colors: { petrol },
  fontFamily: 'var(--font-sans)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '15px', lg: '18px', xl: '24px' },
  lineHeights: { xs: '16px', sm: '20px', md: '22px', lg: '24px', xl: '32px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '6px', sm: '6px', md: '6px', lg: '6px', xl: '6px' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusClassName: '',
  components: {
    Menu: {
      // A menu stays in the part of the page that it belongs to, and holds nothing but its entries: assistive tools read it in place.
      defaultProps: {
        offset: 4,
        shadow: 'none',
        transitionProps: { duration: 0 },
        withinPortal: false,
        withInitialFocusPlaceholder: false,
      },
      classNames: {
        dropdown: surface.layer,
        item: surface.item,
        label: surface.label,
        divider: surface.divider,
        itemSection: surface.itemSection,
      },
    },
    Popover: { defaultProps: { offset: 4, transitionProps: { duration: 0 } }, classNames: { dropdown: surface.layer } },
    ModalRoot: { defaultProps: { transitionProps: { duration: 0 } } },
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--room)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-anchor': 'var(--accent-text)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-default-border': 'var(--line)',
  },
  light: {},
  dark: {
    '--mantine-color-body': 'var(--room)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
  },
});
